import type { ResolvedAlert } from '../../definitions/types.ts';
import { groupKey } from '../groups.ts';
import {
  Refusal,
  type Clock,
  type GroupSeries,
  type GroupValues,
  type MonitorInputs,
  type Notes,
  type Track,
} from '../model.ts';
import type { Series } from '../series.ts';
import { evaluationFrequency, evaluationTimes } from './frequency.ts';
import { reduceWindow, samplerOf } from './formula.ts';
import { isFullWindow } from './full-window.ts';
import { GroupTrack, type Found } from './group-track.ts';
import { readQueryMonitor, type QueryMonitor } from './monitor.ts';
import { nameQueries, type NamedExpression } from './named-queries.ts';

type Queries = ReadonlyMap<string, readonly GroupSeries[]>;

/** Everything that evaluating one query monitor needs. */
interface Evaluated {
  readonly monitor: QueryMonitor;
  readonly named: NamedExpression;
  readonly clock: Clock;
  readonly notes: Notes;
}

/**
 * Evaluates a compiled query monitor on the series of a case.
 * @throws Refusal when the query cannot be imitated, or the case lacks a query
 */
export function evaluateQueryMonitor(
  alert: ResolvedAlert,
  inputs: MonitorInputs,
  queries: Queries,
  clock: Clock,
  notes: Notes,
): Track[] {
  const monitor = readQueryMonitor(inputs);
  if (!monitor) throw new Refusal('the compiled query has a form that is not imitated', 'alert', ['source']);
  const named = nameQueries(alert, monitor.expression);
  checkNames(named.names, queries);
  if (named.text.includes('.rollup(')) notes.add('datadog/rollup');
  const evaluated = { monitor, named, clock, notes };
  return groupsOf(named.names, queries).map(({ group, series }) => ({
    group,
    evaluations: trackOf(evaluated, group, series),
  }));
}

function checkNames(names: readonly string[], queries: Queries): void {
  for (const name of names)
    if (!queries.has(name))
      throw new Refusal(
        `the alert is computed from "${name}", for which there is no series; there are ${[...queries.keys()].join(', ')}`,
        'case',
        ['input', 'metrics'],
      );
}

/** The series of each group, by query. */
function groupsOf(
  names: readonly string[],
  queries: Queries,
): { readonly group: GroupValues; readonly series: ReadonlyMap<string, Series> }[] {
  const groups = new Map<string, { readonly group: GroupValues; readonly series: Map<string, Series> }>();
  for (const name of names)
    for (const { group, series } of queries.get(name) ?? []) {
      const key = groupKey(group);
      const known = groups.get(key) ?? { group, series: new Map<string, Series>() };
      known.series.set(name, series);
      groups.set(key, known);
    }
  return [...groups.values()];
}

function trackOf(
  { monitor, named, clock, notes }: Evaluated,
  group: GroupValues,
  series: ReadonlyMap<string, Series>,
): Track['evaluations'] {
  const track = new GroupTrack({
    options: monitor,
    grouped: Object.keys(group).length > 0,
    known:
      !Number.isNaN(samplerOf(named.expression, series)(-1)) ||
      [...series.values()].some(({ before }) => before === before),
    zero: monitor.missing === 'default' && named.counts && !named.defaultZero,
    notes,
  });
  for (const at of evaluationTimes(clock, evaluationFrequency(monitor.window)))
    track.evaluate(at, look({ monitor, named, clock, notes }, series, at));
  return track.evaluations;
}

/** The window of an evaluation is `[at - delay - window, at - delay)`. https://docs.datadoghq.com/monitors/configuration/#evaluation-delay */
function look({ monitor, named, clock, notes }: Evaluated, series: ReadonlyMap<string, Series>, at: number): Found {
  const end = at - monitor.delay;
  const window = {
    series,
    from: Math.ceil((end - monitor.window) / clock.step),
    to: Math.ceil(end / clock.step) - 1,
  };
  const value = reduceWindow(named.expression, window, monitor.aggregator, named.counts, notes);
  return { value, full: !monitor.fullWindow || isFull(monitor, named, clock, window, end) };
}

function isFull(
  monitor: QueryMonitor,
  named: NamedExpression,
  clock: Clock,
  window: { readonly series: ReadonlyMap<string, Series>; readonly from: number; readonly to: number },
  end: number,
): boolean {
  const sample = samplerOf(named.expression, window.series);
  const offsets: number[] = [];
  for (let index = window.from; index <= window.to; index++)
    if (!Number.isNaN(sample(index))) offsets.push(index * clock.step - (end - monitor.window));
  return isFullWindow(offsets, monitor.window, monitor.windowUnit);
}
