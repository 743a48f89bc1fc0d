import type { Comparison } from '../../definitions/types.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Metrics of Datadog's RabbitMQ integration over the management API, all gauges.
 * https://github.com/DataDog/integrations-core/blob/master/rabbitmq/metadata.csv
 */
const queueMetrics: Readonly<Record<string, string>> = {
  ready: 'rabbitmq.queue.messages_ready',
  unacknowledged: 'rabbitmq.queue.messages_unacknowledged',
  total: 'rabbitmq.queue.messages',
  consumers: 'rabbitmq.queue.consumers',
  'publish-rate': 'rabbitmq.queue.messages.publish.rate',
  'deliver-rate': 'rabbitmq.queue.messages.deliver_get.rate',
};

const nodeMetrics: Readonly<Record<string, string>> = {
  'memory-used': 'rabbitmq.node.mem_used',
  'memory-alarm': 'rabbitmq.node.mem_alarm',
  'disk-free': 'rabbitmq.node.disk_free',
  'disk-alarm': 'rabbitmq.node.disk_alarm',
  'file-descriptors': 'rabbitmq.node.fd_used',
  sockets: 'rabbitmq.node.sockets_used',
  partitions: 'rabbitmq.node.partitions',
  running: 'rabbitmq.node.running',
  'run-queue': 'rabbitmq.node.run_queue',
};

/**
 * The aggregation over several queues or nodes: the alert means each of them, so the worst one decides. It is the same for one queue,
 * and unlike a sum it stays right when several agents report the same broker.
 */
export function worstOf(is: Comparison): 'max' | 'min' {
  return is === 'above' || is === 'at-least' ? 'max' : 'min';
}

/** The fields of a `datadog.metric` source; undefined when the integration does not have the measure. */
export function datadogQueries(
  type: string,
  fields: Fields,
  connection: Fields,
  worst: 'max' | 'min',
): Fields | undefined {
  const measure = String(fields['measure']);
  const tags = Array.isArray(connection['tags']) ? connection['tags'].map(String) : [];
  const query = (metric: string, own: readonly string[]): string =>
    `${worst}:${metric}{${[...own, ...tags].join(',') || '*'}}`;
  if (type === 'queue') {
    const metric = queueMetrics[measure];
    const vhost = String(fields['vhost'] ?? connection['vhost'] ?? '/');
    const own = [`rabbitmq_vhost:${tagValue(vhost)}`, `rabbitmq_queue:${tagValue(String(fields['name']))}`];
    return metric === undefined ? undefined : { queries: { value: query(metric, own) }, formula: 'value' };
  }
  if (measure === 'memory-ratio') {
    const queries = { used: query('rabbitmq.node.mem_used', []), limit: query('rabbitmq.node.mem_limit', []) };
    return { queries, formula: 'used / limit' };
  }
  const metric = nodeMetrics[measure];
  return metric === undefined ? undefined : { queries: { value: query(metric, []) }, formula: 'value' };
}

/** Tag values are lower case with underscores for odd characters; `*` stays, it is the wildcard. */
function tagValue(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}:./*_-]+/gu, '_')
    .replace(/_{2,}/g, '_')
    .replace(/(.)_$/, '$1');
}
