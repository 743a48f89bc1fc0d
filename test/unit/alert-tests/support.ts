import { evaluateQueryMonitor } from '../../../src/alert-tests/datadog/query-monitor.ts';
import type { Clock, GroupSeries, MonitorInputs, Notes, State, Track } from '../../../src/alert-tests/model.ts';
import { seriesOf, type Series } from '../../../src/alert-tests/series.ts';
import type { ResolvedAlert } from '../../../src/definitions/types.ts';
import { parseSeries } from '../../../src/definitions/values/series.ts';

/** A monitor under test: its queries by name, and the inputs of the resource with names in the place of queries. */
export interface MonitorCase {
  readonly queries?: Readonly<Record<string, string>>;
  /** `sum(last_5m):errors / requests > 0.05`. */
  readonly query: string;
  readonly inputs?: MonitorInputs;
  readonly series: Readonly<
    Record<string, string | readonly { readonly group: Readonly<Record<string, string>>; readonly values: string }[]>
  >;
  /** Seconds. */
  readonly step?: number;
  readonly minutes: number;
  readonly notes?: Notes;
}

/** The tracks of a monitor, one for each group. */
export function tracksOf({
  queries = { q: 'avg:q{*}' },
  query,
  inputs = {},
  series,
  step = 60,
  minutes,
  notes = new Set(),
}: MonitorCase): readonly Track[] {
  const alert = { source: { vendor: 'datadog', type: 'metric', fields: { queries } } } as unknown as ResolvedAlert;
  const compiled = Object.entries(queries).reduce(
    (text, [name, written]) => text.replace(new RegExp(`(?<![\\w.])${name}(?![\\w.(])`, 'g'), written),
    query,
  );
  const named = new Map<string, readonly GroupSeries[]>(
    Object.entries(series).map(([name, all]) => [
      name,
      typeof all === 'string'
        ? [{ group: {}, series: samples(all) }]
        : all.map(({ group, values }) => ({ group, series: samples(values) })),
    ]),
  );
  return evaluateQueryMonitor(alert, { query: compiled, ...inputs }, named, clockOf(minutes, step), notes);
}

/** The only track, minute by minute: `ok ok alert`, with `-` where nothing was evaluated. */
export function statesOf(one: MonitorCase): string {
  const [track] = tracksOf(one);
  return minuteStates(track, one.minutes);
}

/** States of a track at the minutes of a case. */
export function minuteStates(track: Track | undefined, minutes: number): string {
  const byTime = new Map(track?.evaluations.map(({ at, state }) => [at / 60, state]));
  return Array.from({ length: minutes + 1 }, (_, minute) => byTime.get(minute) ?? '-').join(' ');
}

/** The state at a minute. */
export function stateAt(one: MonitorCase): State | undefined {
  return tracksOf(one)[0]?.evaluations.find(({ at }) => at === one.minutes * 60)?.state;
}

/** The value that was compared at the last minute. */
export function valueAt(one: MonitorCase): number | undefined {
  return tracksOf(one)[0]?.evaluations.find(({ at }) => at === one.minutes * 60)?.value;
}

export function clockOf(minutes: number, step = 60): Clock {
  return { start: Date.UTC(2026, 0, 5, 9) / 1000, step, end: minutes * 60, phase: 0 };
}

export function samples(text: string): Series {
  const parsed = parseSeries(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return seriesOf(parsed.parts);
}
