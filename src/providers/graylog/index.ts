import { notYet, notYetConstraint } from '../not-yet.ts';
import type { Provider } from '../provider.ts';
import { aggregation, connection } from './schema.ts';

/** Graylog: the definitions are complete, compiling arrives later. */
export const graylog: Provider = {
  name: 'graylog',
  title: 'Graylog',
  compiles: false,
  sources: {
    aggregation: {
      summary: 'An aggregation over log messages.',
      schema: aggregation,
      condition: 'measurement',
      required: ['compute'],
    },
  },
  connection,
  resourceTypes: {},
  constraints: [notYetConstraint('graylog', 'Graylog')],
  compile: () => notYet('graylog', 'Graylog'),
};
