import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** What can be measured of a queue. */
export const queueMeasures = ['ready', 'unacknowledged', 'total', 'consumers', 'oldest-age', 'publish-rate', 'deliver-rate'] as const; // prettier-ignore

/** What can be measured of a node. */
export const nodeMeasures = [
  'memory-used', 'memory-ratio', 'memory-alarm', 'disk-free', 'disk-alarm', 'file-descriptors', 'sockets', 'partitions', 'running', 'run-queue',
] as const; // prettier-ignore

const connectionName = s.id('The RabbitMQ connection.');

/** `source.rabbitmq.queue`. */
export const queue: Schema = s.object(
  {
    connection: { ...connectionName, examples: ['broker'] },
    vhost: s.text("Virtual host; the connection's by default, else `/`.", { examples: ['/', 'orders'] }),
    name: s.text('Name of the queue; `*` stands for any run of characters.', {
      pattern: '^[^\\s,{}"]+$',
      expected: 'the name of a queue, or a pattern such as orders.*',
      examples: ['emails', 'orders.*.dlq'],
    }),
    measure: s.oneOf(
      [...queueMeasures],
      'Messages that wait (`ready`), are delivered but not acknowledged, or both (`total`); consumers; age of the oldest message in seconds; messages per second.',
      { examples: ['ready'] },
    ),
    typical: {
      ...s.mapOf(
        { type: 'number', description: 'A value.', expected: 'a number' },
        'Usual values by measure, with underscores: scenarios of `alerts test` stand on them.',
        '^[a-z][a-z_]*$',
      ),
      examples: [{ ready: 20 }],
    },
  },
  'A queue, or all queues that a pattern names.',
);

/** `source.rabbitmq.node`. */
export const node: Schema = s.object(
  {
    connection: { ...connectionName, examples: ['broker'] },
    measure: s.oneOf(
      [...nodeMeasures],
      'Memory in bytes or as a share of the high watermark, free disk in bytes, alarms (1 while raised), open file descriptors and sockets, network partitions, whether the node runs (1 or 0), Erlang run queue.',
      { examples: ['memory-ratio', 'disk-alarm'] },
    ),
  },
  'The nodes of a broker.',
);

/** The fields of a connection with `vendor: rabbitmq`. */
export const connection: Schema = s.object(
  {
    url: s.url('Address of the management API.'),
    via: s.oneOf(
      ['datadog', 'watch'],
      "Who evaluates: Datadog's RabbitMQ integration, or `alerts watch`. Never both.",
      { examples: ['datadog'] },
    ),
    owner: {
      ...s.id(
        'Squad that is called when `alerts watch` cannot see the broker, or has stopped; needed with `via: watch`.',
      ),
      examples: ['platform'],
    },
    every: s.duration('How often `alerts watch` looks at the broker; 30s by default.', { examples: ['30s'] }),
    vhost: s.text('Virtual host of queues that name none; `/` by default.', { examples: ['/'] }),
    user: { ...s.secret('User of the management API.'), examples: [{ env: 'RABBITMQ_USER' }] },
    password: { ...s.secret('Password of the management API.'), examples: [{ env: 'RABBITMQ_PASSWORD' }] },
    tags: s.list(
      s.text('A tag, `key:value`.', { pattern: '^[^\\s,{}"!]+$', expected: 'a tag such as env:prod' }),
      "Tags that select this broker's metrics in Datadog; needed when one account sees several brokers.",
      { examples: [['rabbitmq_cluster:rabbit@main']] },
    ),
  },
  'A RabbitMQ broker.',
);
