import type { LogRecord, Notes } from '../model.ts';
import { valueOf } from './matches.ts';

/** `count`, `unique(@f)`, `p95(@f)`… of some records; NaN of none. */
export function aggregate(compute: string, records: readonly LogRecord[], notes: Notes): number {
  if (records.length === 0) return Number.NaN;
  const [, name = 'count', field = ''] = /^(\w+)\((.+)\)$/.exec(compute) ?? [];
  if (name === 'count') return records.reduce((sum, { count }) => sum + count, 0);
  const values = records.flatMap(({ count, fields }) => {
    const value = valueOf(fields, field);
    return value === undefined ? [] : [{ value, count }];
  });
  if (values.length === 0) return Number.NaN;
  if (name === 'unique') {
    notes.add('datadog/log-percentile');
    return new Set(values.map(({ value }) => value)).size;
  }
  return statistic(
    name,
    values.map(({ value, count }) => ({ value: Number(value), count })),
    notes,
  );
}

interface Weighted {
  readonly value: number;
  readonly count: number;
}

function statistic(name: string, values: readonly Weighted[], notes: Notes): number {
  const total = values.reduce((sum, { count }) => sum + count, 0);
  const sum = values.reduce((all, { value, count }) => all + value * count, 0);
  if (name === 'sum') return sum;
  if (name === 'avg') return sum / total;
  const sorted = [...values].sort((a, b) => a.value - b.value);
  if (name === 'min') return sorted[0]?.value ?? Number.NaN;
  if (name === 'max') return sorted.at(-1)?.value ?? Number.NaN;
  notes.add('datadog/log-percentile');
  return nearestRank(sorted, total, Number(name.slice(1)) / 100);
}

function nearestRank(sorted: readonly Weighted[], total: number, share: number): number {
  const rank = Math.ceil(share * total);
  let seen = 0;
  for (const { value, count } of sorted) {
    seen += count;
    if (seen >= rank) return value;
  }
  return Number.NaN;
}
