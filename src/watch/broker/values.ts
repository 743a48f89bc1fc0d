type Row = Readonly<Record<string, unknown>>;

/** How a measure is found in what the management API tells. */
interface Reading {
  /** Columns that are asked for, dotted for nesting. */
  readonly columns: readonly string[];
  /** @param now seconds since 1970 */
  value(row: Row, now: number): number | undefined;
}

const plain = (column: string): Reading => ({ columns: [column], value: (row) => numberIn(row[column]) });

/** A queue that was never used has no statistics, and a rate of zero. */
const rate = (name: string): Reading => ({
  columns: [`message_stats.${name}_details.rate`],
  value: ({ message_stats: stats }) => {
    const details = (stats as Row | undefined)?.[`${name}_details`] as Row | undefined;
    return numberIn(details?.['rate']) ?? 0;
  },
});

const alarm = (column: string): Reading => ({
  columns: [column],
  value: (row) => (typeof row[column] === 'boolean' ? Number(row[column]) : undefined),
});

/** Measures of queues: https://rawcdn.githack.com/rabbitmq/rabbitmq-server/v3.13.7/deps/rabbitmq_management/priv/www/api/index.html */
export const queueReadings: Readonly<Record<string, Reading>> = {
  ready: plain('messages_ready'),
  unacknowledged: plain('messages_unacknowledged'),
  total: plain('messages'),
  consumers: plain('consumers'),
  'publish-rate': rate('publish'),
  'deliver-rate': rate('deliver_get'),
  'oldest-age': {
    columns: ['head_message_timestamp', 'messages'],
    // Producers have to set the property `timestamp` (seconds); an empty queue has nothing old.
    value: ({ head_message_timestamp: head, messages }, now) => {
      if (numberIn(messages) === 0) return 0;
      const timestamp = numberIn(head);
      return timestamp === undefined ? undefined : Math.max(0, now - timestamp);
    },
  },
};

/** Measures that the cheap form of the list has: totals without statistics. */
export const totals: ReadonlySet<string> = new Set(['ready', 'unacknowledged', 'total']);

/** Measures of nodes. One that does not run tells nothing but that. */
export const nodeReadings: Readonly<Record<string, Reading>> = {
  'memory-used': plain('mem_used'),
  'memory-ratio': {
    columns: ['mem_used', 'mem_limit'],
    value: ({ mem_used: used, mem_limit: limit }) => {
      const [of, most] = [numberIn(used), numberIn(limit)];
      return of === undefined || !most ? undefined : of / most;
    },
  },
  'memory-alarm': alarm('mem_alarm'),
  'disk-free': plain('disk_free'),
  'disk-alarm': alarm('disk_free_alarm'),
  'file-descriptors': plain('fd_used'),
  sockets: plain('sockets_used'),
  partitions: {
    columns: ['partitions'],
    value: ({ partitions }) => (Array.isArray(partitions) ? partitions.length : undefined),
  },
  running: alarm('running'),
  'run-queue': plain('run_queue'),
};

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
