import { notYet, notYetConstraint } from '../not-yet.ts';
import type { Provider } from '../provider.ts';
import { connection, query } from './schema.ts';

/** Redash: the definitions are complete, compiling arrives later. */
export const redash: Provider = {
  name: 'redash',
  title: 'Redash',
  compiles: false,
  sources: {
    query: {
      summary: 'A column of a scheduled SQL query.',
      schema: query,
      condition: 'measurement',
      required: ['sql', 'column', 'every'],
      verbatim: ['sql'],
    },
  },
  connection,
  resourceTypes: {},
  constraints: [notYetConstraint('redash', 'Redash')],
  compile: () => notYet('redash', 'Redash'),
};
