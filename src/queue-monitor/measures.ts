/** A queue as an observation has it. Values that it does not have are undefined; those that the broker does not know yet are NaN. */
export interface ObservedQueue {
  readonly vhost: string;
  readonly name: string;
  readonly values: Readonly<Record<string, number | undefined>>;
}

/** A node of the broker. */
export interface ObservedNode {
  readonly name: string;
  readonly values: Readonly<Record<string, number | undefined>>;
}

/** What a broker was like at one instant. */
export interface Observation {
  readonly queues: readonly ObservedQueue[];
  readonly nodes: readonly ObservedNode[];
}

/** Names of groups that samples of queues or nodes have values for, with what each means. */
export const facets: Readonly<Record<string, Readonly<Record<string, 'name' | 'vhost'>>>> = {
  queue: { queue: 'name', rabbitmq_queue: 'name', vhost: 'vhost', rabbitmq_vhost: 'vhost' },
  node: { node: 'name', rabbitmq_node: 'name', host: 'name' },
};
