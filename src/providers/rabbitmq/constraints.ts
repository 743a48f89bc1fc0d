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
    id: 'rabbitmq/watch-owner',
    summary: 'A connection with `via: watch` names the squad that is called when the broker cannot be seen.',
    why: "What cannot be evaluated is nobody's alert: without an owner it would be found out by customers.",
    source: 'docs/watch.md',
  },
  {
    id: 'rabbitmq/watch-group',
    summary: '`alerts watch` groups by queue, vhost or node, and opens one alert for each.',
    why: 'The management API tells nothing else of a queue by which alerts could be split.',
    source:
      'https://rawcdn.githack.com/rabbitmq/rabbitmq-server/v3.13.7/deps/rabbitmq_management/priv/www/api/index.html',
  },
  {
    id: 'rabbitmq/watch-field',
    summary: 'An alert that `alerts watch` evaluates says nothing that only a monitoring vendor does.',
    why: "Repetition, closing after a time and telling of recoveries are the on-call backend's.",
    source: 'docs/watch.md',
  },
  {
    id: 'rabbitmq/watch-window',
    summary: 'Windows are not shorter than the time between two looks at the broker.',
    why: 'Nothing is known of what happens in between.',
    source: 'src/queue-monitor/window.ts',
  },
  {
    id: 'rabbitmq/measure',
    summary:
      'Via Datadog, the measure is one that its RabbitMQ integration collects; the share of used memory is grouped by node.',
    why: 'The age of the oldest message is not among its metrics: it reports a timestamp, from which no query can subtract now.',
    source: 'https://github.com/DataDog/integrations-core/blob/master/rabbitmq/metadata.csv',
  },
  {
    id: 'rabbitmq/pattern',
    summary: 'Via Datadog, a pattern of queue names uses `*` only.',
    why: 'Datadog filters by exact values and `*`; `?`, `[…]` and `{…}` are taken as text or refused.',
    source: 'https://docs.datadoghq.com/metrics/advanced-filtering/#wildcard-filtered-queries',
  },
] as const satisfies readonly Constraint[];

export type ConstraintId = (typeof constraints)[number]['id'];
