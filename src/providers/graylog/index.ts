import type { Provider } from '../provider.ts';
import { restResourceTypes } from '../rest-vendor.ts';
import { compile } from './compile.ts';
import { constraints } from './constraints.ts';
import { aggregation, connection, filter } from './schema.ts';
import { shapes } from './shapes.ts';

/** Graylog: event definitions over log messages. */
export const graylog: Provider = {
  name: 'graylog',
  title: 'Graylog',
  compiles: true,
  sources: {
    aggregation: {
      summary: 'An aggregation over log messages.',
      schema: aggregation,
      condition: 'measurement',
      required: ['compute'],
    },
    filter: { summary: 'Log messages, each of which fires.', schema: filter, condition: 'none', required: ['query'] },
  },
  connection,
  resourceTypes: restResourceTypes(shapes),
  constraints,
  compile,
};
