import type { Constraint } from '../provider.ts';

/** What a RabbitMQ source cannot be. */
export const constraints = [
  {
    id: 'rabbitmq/connection',
    summary: 'The connection exists, is a RabbitMQ connection, and says who evaluates it.',
    why: 'Datadog and our own watcher measure the same broker; two alerts for one fault would page twice.',
    source: 'docs/format.md, source',
  },
  {
    id: 'rabbitmq/watch',
    summary: 'A connection with `via: watch` cannot be compiled yet.',
    why: 'Nothing would evaluate the alert.',
    source: 'src/providers/rabbitmq/compile.ts',
  },
  {
    id: 'rabbitmq/measure',
    summary:
      "The measure is one that Datadog's RabbitMQ integration collects; the share of used memory is grouped by node.",
    why: 'The age of the oldest message is not among its metrics: it reports a timestamp, from which no query can subtract now.',
    source: 'https://github.com/DataDog/integrations-core/blob/master/rabbitmq/metadata.csv',
  },
  {
    id: 'rabbitmq/pattern',
    summary: 'A pattern of queue names uses `*` only.',
    why: 'Datadog filters by exact values and `*`; `?`, `[…]` and `{…}` are taken as text or refused.',
    source: 'https://docs.datadoghq.com/metrics/advanced-filtering/#wildcard-filtered-queries',
  },
] as const satisfies readonly Constraint[];
