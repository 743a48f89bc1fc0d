import { notYet, notYetConstraint } from '../not-yet.ts';
import type { Provider } from '../provider.ts';
import { connection, heartbeat, pageSpeed, ssl, uptime } from './schema.ts';

const pageUnits: Readonly<Record<string, string>> = { 'load-time': 'ms', size: 'bytes', requests: 'count' };

/** StatusCake: the definitions are complete, compiling arrives later. */
export const statuscake: Provider = {
  name: 'statuscake',
  title: 'StatusCake',
  compiles: false,
  sources: {
    uptime: { summary: 'An HTTP probe from outside.', schema: uptime, condition: 'probe', required: ['url', 'every'] },
    heartbeat: { summary: 'A job that reports in.', schema: heartbeat, condition: 'heartbeat' },
    ssl: { summary: 'The certificate of a host.', schema: ssl, condition: 'certificate', required: ['host'] },
    pageSpeed: {
      summary: 'How fast a page loads.',
      schema: pageSpeed,
      condition: 'measurement',
      required: ['url', 'measure'],
      unit: (fields) => pageUnits[String(fields['measure'])],
    },
  },
  connection,
  resourceTypes: {},
  constraints: [notYetConstraint('statuscake', 'StatusCake')],
  compile: () => notYet('statuscake', 'StatusCake'),
};
