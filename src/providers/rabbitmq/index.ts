import type { Provider } from '../provider.ts';
import { connection, node, queue } from './schema.ts';
import { compile } from './compile.ts';
import { constraints } from './constraints.ts';

const queueUnits: Readonly<Record<string, string>> = {
  'oldest-age': 's',
  'publish-rate': 'per-second',
  'deliver-rate': 'per-second',
  consumers: 'consumers',
};
const nodeUnits: Readonly<Record<string, string>> = {
  'memory-ratio': 'ratio',
  'memory-used': 'bytes',
  'disk-free': 'bytes',
};

/** RabbitMQ: queues and nodes, evaluated by the executor that the connection names. */
export const rabbitmq: Provider = {
  name: 'rabbitmq',
  title: 'RabbitMQ',
  compiles: true,
  sources: {
    queue: {
      summary: 'Messages, consumers and rates of a queue.',
      schema: queue,
      condition: 'measurement',
      required: ['connection', 'name', 'measure'],
      unit: (fields) => queueUnits[String(fields['measure'])] ?? 'messages',
    },
    node: {
      summary: 'Memory, disk and alarms of the nodes.',
      schema: node,
      condition: 'measurement',
      required: ['connection', 'measure'],
      unit: (fields) => nodeUnits[String(fields['measure'])] ?? 'count',
    },
  },
  connection,
  resourceTypes: {},
  constraints,
  compile,
};
