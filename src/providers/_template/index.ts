import type { Provider } from '../provider.ts';
import { restResourceTypes } from '../rest-vendor.ts';
import { compile, constraints } from './compile.ts';
import { connection, query } from './schema.ts';
import { shapes } from './shapes.ts';

/** __Title__: what it measures, and what its alerts become. */
export const __name__: Provider = {
  name: '__name__',
  title: '__Title__',
  compiles: true,
  sources: {
    query: {
      summary: 'One sentence for editors and the page.',
      schema: query,
      condition: 'measurement',
      required: ['query'],
      unit: (fields) => (typeof fields['unit'] === 'string' ? fields['unit'] : undefined),
    },
  },
  connection,
  resourceTypes: restResourceTypes(shapes),
  constraints,
  compile,
};
