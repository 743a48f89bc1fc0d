type Row = Readonly<Record<string, unknown>>;

/** How a measure is found in what the management API tells. */
interface Reading {
  /** Columns that are asked for, dotted for nesting. */
  readonly columns: readonly string[];
  /**
   * Undefined when there is no such value, NaN when the broker does not know it yet: it tells of queues before it has statistics of them.
   * @param now seconds since 1970
   */
  value(row: Row, now: number): number | undefined;
}

const plain = (column: string): Reading => ({ columns: [column], value: (row) => numberIn(row[column]) ?? Number.NaN });

/** A queue that was never used has no such statistics, and a rate of zero; before there are any it has no consumers either. */
const rate = (name: string): Reading => ({
  columns: [`message_stats.${name}_details.rate`, 'consumers'],
  value: ({ message_stats: stats, consumers }) => {
    if (consumers === undefined) return Number.NaN;
    const details = (stats as Row | undefined)?.[`${name}_details`] as Row | undefined;
    return numberIn(details?.['rate']) ?? 0;
  },
});

/** Of a node that does not run nothing else is known, and will not be. */
const ofNode = (columns: readonly string[], value: (row: Row) => number | undefined): Reading => ({
  columns: [...columns, 'running'],
  value: (row) => value(row) ?? (row['running'] === false ? undefined : Number.NaN),
});

const nodeNumber = (column: string): Reading => ofNode([column], (row) => numberIn(row[column]));

const nodeFlag = (column: string): Reading =>
  ofNode([column], (row) => (typeof row[column] === 'boolean' ? Number(row[column]) : undefined));

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
      if (head === undefined || messages === undefined) return Number.NaN;
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
  'memory-used': nodeNumber('mem_used'),
  'memory-ratio': ofNode(['mem_used', 'mem_limit'], ({ mem_used: used, mem_limit: limit }) => {
    const [of, most] = [numberIn(used), numberIn(limit)];
    return of === undefined || !most ? undefined : of / most;
  }),
  'memory-alarm': nodeFlag('mem_alarm'),
  'disk-free': nodeNumber('disk_free'),
  'disk-alarm': nodeFlag('disk_free_alarm'),
  'file-descriptors': nodeNumber('fd_used'),
  sockets: nodeNumber('sockets_used'),
  partitions: ofNode(['partitions'], ({ partitions }) => (Array.isArray(partitions) ? partitions.length : undefined)),
  running: nodeFlag('running'),
  'run-queue': nodeNumber('run_queue'),
};

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
