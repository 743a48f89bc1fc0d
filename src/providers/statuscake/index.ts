import type { Provider } from '../provider.ts';
import { restResourceTypes } from '../rest-vendor.ts';
import { compile } from './compile.ts';
import { constraints } from './constraints.ts';
import { compileDowntime } from './downtime.ts';
import { connection, heartbeat, pageSpeed, ssl, uptime } from './schema.ts';
import { shapes } from './shapes.ts';

const pageUnits: Readonly<Record<string, string>> = { 'load-time': 'ms', size: 'bytes', requests: 'count' };

/** StatusCake: probes, heartbeats, certificates and page speeds from outside. */
export const statuscake: Provider = {
  name: 'statuscake',
  title: 'StatusCake',
  compiles: true,
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
  resourceTypes: restResourceTypes(shapes),
  constraints,
  compile,
  compileDowntime,
};
