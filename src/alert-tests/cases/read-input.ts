import type { Path } from '../../definitions/source/node.ts';
import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';
import { lengthOfLevels, parseLevels, type LevelPart } from '../../definitions/values/levels.ts';
import { parseSeries } from '../../definitions/values/series.ts';
import { parseWordRuns } from '../../definitions/values/word-runs.ts';
import {
  Refusal,
  type GroupSeries,
  type GroupValues,
  type Input,
  type LogRecord,
  type QueueSamples,
  type ResultSet,
} from '../model.ts';
import { seriesOf, type Series } from '../series.ts';
import { readTables } from '../sql/read-tables.ts';
import { groupOf } from './test-case.ts';

type Data = Readonly<Record<string, unknown>>;

/** What an alert is to measure, in the words of the case; `feeds/` says what has to be sent for it. */
export interface ValueInput {
  readonly kind: 'value';
  readonly groups: readonly {
    readonly group: GroupValues | undefined;
    readonly parts: readonly LevelPart[];
    readonly path: Path;
  }[];
}

/** What a case feeds in, and how long it lasts. */
export interface ReadInput {
  readonly input: Input | ValueInput;
  readonly length: Seconds;
}

/**
 * Reads the input of a case.
 * @param start seconds since 1970, for what has instants
 * @throws Refusal at the value that cannot be read
 */
export function readInput(written: Data, step: Seconds, start: number): ReadInput {
  const [[kind, value] = ['', undefined]] = Object.entries(written);
  const path = ['input', kind];
  const read = readers[kind];
  if (!read) throw new Refusal(`there is no input "${kind}"`, 'case', path);
  return read(value, path, step, start);
}

const readers: Readonly<Record<string, (value: unknown, path: Path, step: Seconds, start: number) => ReadInput>> = {
  value, metrics, queues, logs, checks, probes, heartbeats, rows, slo, states, tables,
}; // prettier-ignore

function value(written: unknown, path: Path, step: Seconds): ReadInput {
  const groups = listOf(written).map((one, index): ValueInput['groups'][number] => {
    const isPlain = typeof one !== 'object' || one === null;
    const { group, values } = isPlain ? { group: undefined, values: one } : (one as Data);
    const at = Array.isArray(written) ? [...path, index] : path;
    const parsed = parseLevels(String(values));
    if (!parsed.ok) throw new Refusal(`the levels cannot be read: ${parsed.reason}`, 'case', at);
    return { group: group === undefined ? undefined : groupOf(group), parts: parsed.parts, path: at };
  });
  const length = Math.max(0, ...groups.map(({ parts }) => lengthOfLevels(parts))) * step;
  return { input: { kind: 'value', groups }, length };
}

function metrics(value: unknown, path: Path, step: Seconds): ReadInput {
  const queries = new Map<string, readonly GroupSeries[]>();
  let longest = 0;
  for (const [name, written] of Object.entries(value as Data)) {
    const all = listOf(written).map((one, index): GroupSeries => {
      const at = Array.isArray(written) ? [...path, name, index] : [...path, name];
      const { group, values } = typeof one === 'string' ? { group: undefined, values: one } : (one as Data);
      const series = readSeries(values, typeof one === 'string' ? at : [...at, 'values']);
      longest = Math.max(longest, series.values.length);
      return { group: groupOf(group), series };
    });
    queries.set(name, all);
  }
  return { input: { kind: 'metrics', queries }, length: longest * step };
}

function queues(value: unknown, path: Path, step: Seconds): ReadInput {
  let longest = 0;
  const read = (one: Data, at: Path): QueueSamples => {
    const measures = new Map<string, Series>();
    for (const [measure, text] of Object.entries(one)) {
      if (measure === 'name') continue;
      const series = readSeries(text, [...at, measure]);
      longest = Math.max(longest, series.values.length);
      measures.set(measure, series);
    }
    return { name: String(one['name'] ?? ''), measures };
  };
  const all = Array.isArray(value)
    ? value.map((one, index) => read(one as Data, [...path, index]))
    : [read(value as Data, path)];
  return { input: { kind: 'queues', queues: all }, length: longest * step };
}

function logs(value: unknown, path: Path): ReadInput {
  const records = (value as Data[]).flatMap((one, index) => logRecords(one, [...path, index]));
  return { input: { kind: 'logs', records }, length: Math.max(0, ...records.map(({ at }) => at)) + 60 };
}

/** One instant, or a run of them: `{ from, to, every }`, the end excluded. */
function logRecords(one: Data, path: Path): LogRecord[] {
  const [at, from, to, every] = ['at', 'from', 'to', 'every'].map((key) => parseDuration(one[key]));
  const record = { count: Number(one['count'] ?? 1), fields: (one['fields'] ?? {}) as LogRecord['fields'] };
  if (at !== undefined) return [{ at, ...record }];
  if (from === undefined || to === undefined || every === undefined || every === 0)
    throw new Refusal('records have a time: "at", or "from", "to" and "every"', 'case', path);
  if ((to - from) / every > 200_000) throw new Refusal('there are more than 200000 records', 'case', path);
  const records: LogRecord[] = [];
  for (let time = from; time < to; time += every) records.push({ at: time, ...record });
  return records;
}

function checks(value: unknown, path: Path, step: Seconds): ReadInput {
  const runs = listOf(value).map((one, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    const { group, statuses } = typeof one === 'string' ? { group: undefined, statuses: one } : (one as Data);
    return { group: groupOf(group), statuses: words(statuses, ['ok', 'warning', 'critical', 'unknown'] as const, at) };
  });
  return { input: { kind: 'checks', runs }, length: Math.max(0, ...runs.map((run) => run.statuses.length)) * step };
}

function probes(value: unknown, path: Path, step: Seconds): ReadInput {
  for (const name of ['daysLeft', 'loads'] as const) {
    const measured = Array.isArray(value) ? undefined : (value as Data)[name];
    if (measured === undefined) continue;
    const series = readSeries(measured, [...path, name]);
    return { input: { kind: 'probes', locations: [], [name]: series }, length: series.values.length * step };
  }
  const entries: [string, unknown, Path][] = Array.isArray(value)
    ? value.map((one: Data, index) => [String(one['location'] ?? ''), one['outcomes'], [...path, index, 'outcomes']])
    : Object.entries(value as Data).map(([location, outcomes]) => [location, outcomes, [...path, location]]);
  const locations = entries.map(([location, outcomes, at]) => ({
    location,
    outcomes: words(outcomes, ['up', 'down'] as const, at),
  }));
  const longest = Math.max(0, ...locations.map((one) => one.outcomes.length));
  return { input: { kind: 'probes', locations }, length: longest * step };
}

function heartbeats(value: unknown, path: Path, step: Seconds): ReadInput {
  if (Array.isArray(value)) {
    const pings = value.map((one, index) => timeOf(one, [...path, index]));
    return { input: { kind: 'heartbeats', pings }, length: Math.max(0, ...pings) + step };
  }
  const beats = words((value as { values?: unknown } | null)?.values ?? value, ['ping'] as const, path);
  const pings = beats.flatMap((beat, index) => (beat === undefined ? [] : [index * step]));
  return { input: { kind: 'heartbeats', pings }, length: beats.length * step };
}

function rows(value: unknown, path: Path): ReadInput {
  const executions = (value as Data[]).map((one, index): ResultSet => ({
    at: timeOf(one['at'], [...path, index, 'at']),
    rows: (one['rows'] ?? []) as ResultSet['rows'],
    failed: one['error'] !== undefined,
  }));
  executions.sort((a, b) => a.at - b.at);
  return { input: { kind: 'rows', executions }, length: (executions.at(-1)?.at ?? 0) + 60 };
}

function tables(value: unknown, path: Path, _step: Seconds, start: number): ReadInput {
  const { tables: all, length } = readTables(value, path, start);
  return { input: { kind: 'tables', tables: all }, length };
}

function slo(value: unknown, path: Path, step: Seconds): ReadInput {
  const { good, total } = value as Data;
  const series = { good: readSeries(good, [...path, 'good']), total: readSeries(total, [...path, 'total']) };
  return {
    input: { kind: 'slo', ...series },
    length: Math.max(series.good.values.length, series.total.values.length) * step,
  };
}

function states(value: unknown, path: Path, step: Seconds): ReadInput {
  const members = Object.entries(value as Data).flatMap(([name, written]) =>
    listOf(written).map((one) => {
      const { group, states: text } = typeof one === 'string' ? { group: undefined, states: one } : (one as Data);
      const all = words(text, ['ok', 'warning', 'alert', 'no-data'] as const, [...path, name]);
      return { name, group: groupOf(group), states: all.map((state) => state ?? ('no-data' as const)) };
    }),
  );
  return { input: { kind: 'states', members }, length: Math.max(0, ...members.map((one) => one.states.length)) * step };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function readSeries(written: unknown, path: Path): Series {
  const parsed = parseSeries(String(written));
  if (!parsed.ok) throw new Refusal(`the series cannot be read: ${parsed.reason}`, 'case', path);
  return seriesOf(parsed.parts);
}

function words<Word extends string>(
  written: unknown,
  known: readonly Word[],
  path: Path,
): readonly (Word | undefined)[] {
  const parsed = parseWordRuns(String(written), known);
  if (!parsed.ok) throw new Refusal(parsed.reason, 'case', path);
  return parsed.words;
}

function timeOf(written: unknown, path: Path): Seconds {
  const seconds = parseDuration(written);
  if (seconds === undefined)
    throw new Refusal(`"${String(written)}" is no time since the start, such as 5m`, 'case', path);
  return seconds;
}
