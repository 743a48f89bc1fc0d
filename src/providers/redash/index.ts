import type { Provider } from '../provider.ts';
import { restResourceTypes } from '../rest-vendor.ts';
import { compile } from './compile.ts';
import { constraints } from './constraints.ts';
import { connection, query } from './schema.ts';
import { shapes } from './shapes.ts';

/** Redash: columns of scheduled SQL queries. */
export const redash: Provider = {
  name: 'redash',
  title: 'Redash',
  compiles: true,
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
  resourceTypes: restResourceTypes(shapes),
  constraints,
  compile,
};
