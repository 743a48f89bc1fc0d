import type { MeasurementCondition } from '../../definitions/types.ts';
import { reduceWindow } from '../datadog/formula.ts';
import type { QueryMonitor } from '../datadog/monitor.ts';
import type { NamedExpression } from '../datadog/named-queries.ts';

/** What is measured on a usual day, by query; a query may declare it as `typical`. */
export type Typical = Readonly<Record<string, number>>;

/** The values of all queries at the levels of a shape. Only one query moves, the others stay as they are. */
export interface Levels {
  readonly moving: string;
  readonly others: Typical;
  valueAt(level: number): number;
}

/** A healthy value of the whole expression, one that fires when it lasts, and one far beyond. */
export function targetsOf(
  condition: MeasurementCondition,
): { readonly healthy: number; readonly bad: number; readonly worse: number } | undefined {
  const { critical, warning, recovery, warningRecovery } = condition;
  if (critical === undefined) return undefined;
  const limits = [critical, warning, recovery, warningRecovery].filter((value) => value !== undefined);
  const high = condition.is === 'above' || condition.is === 'at-least';
  const quietest = high ? Math.min(...limits) : Math.max(...limits);
  const size = Math.max(Math.abs(critical), Math.abs(quietest), 1e-9);
  const away = high ? 1 : -1;
  // A fifth beyond the threshold; twice as far from the quiet side for what is bad beyond doubt.
  const bad = critical === 0 ? away : critical + away * 0.2 * Math.abs(critical);
  const quiet = quietest - away * 0.5 * Math.abs(quietest);
  return { healthy: quietest === 0 ? -away * Math.min(1, size) : quiet, bad, worse: bad + (bad - quiet) };
}

/**
 * Finds for one query the values at which the whole expression is healthy and bad, all other queries as usual.
 * @returns undefined when no value of the query makes it so
 */
export function findLevels(
  monitor: QueryMonitor,
  named: NamedExpression,
  condition: MeasurementCondition,
  typical: Typical,
): Levels | undefined {
  const targets = targetsOf(condition);
  const [first] = named.names;
  if (!targets || first === undefined) return undefined;
  const minutes = Math.max(1, Math.round(monitor.window / 60));
  const floors = condition.atLeast ?? {};
  const others: Record<string, number> = {};
  for (const name of new Set([...named.names, ...Object.keys(floors)]))
    others[name] = typical[name] ?? Math.max(100, (2 * (floors[name] ?? 0)) / (named.counts ? minutes : 1));
  const outcome = (value: number): number => {
    const series = new Map(
      Object.entries({ ...others, [first]: value }).map(([name, one]) => [
        name,
        { values: new Float64Array(), before: one },
      ]),
    );
    return reduceWindow(
      named.expression,
      { series, from: -minutes, to: -1 },
      monitor.aggregator,
      named.counts,
      new Set(),
    );
  };
  const declared = typical[first];
  const usual =
    declared !== undefined && isHealthy(outcome(declared), condition) ? declared : solve(outcome, targets.healthy);
  const bad = solve(outcome, targets.bad) ?? solve(outcome, nearer(targets.bad, condition));
  if (usual === undefined || bad === undefined) return undefined;
  const worse = solve(outcome, targets.worse) ?? bad;
  return {
    moving: first,
    others,
    valueAt: (level) => (level <= 1 ? usual + (bad - usual) * level : bad + (worse - bad) * (level - 1)),
  };
}

/** Just beyond the threshold, for values that cannot go further: 99% of a ratio. */
function nearer(bad: number, { critical = 0 }: MeasurementCondition): number {
  return critical + (bad - critical) * 0.02;
}

function isHealthy(value: number, condition: MeasurementCondition): boolean {
  const targets = targetsOf(condition);
  if (!targets || Number.isNaN(value)) return false;
  const high = condition.is === 'above' || condition.is === 'at-least';
  const limit = condition.warning ?? condition.recovery ?? condition.critical ?? 0;
  return high ? value < limit : value > limit;
}

const tries = [0, ...Array.from({ length: 28 }, (_, power) => 10 ** (power - 9))];

/** The argument at which a monotonic function has a value, by bisection; undefined when it never does. Counts and levels are not negative, unless only that helps. */
export function solve(outcome: (value: number) => number, target: number): number | undefined {
  for (const sign of [1, -1]) {
    for (let index = 1; index < tries.length; index++) {
      const [low, high] = [(tries[index - 1] ?? 0) * sign, (tries[index] ?? 0) * sign];
      const [a, b] = [outcome(low), outcome(high)];
      if (Number.isNaN(a) || Number.isNaN(b) || (a - target) * (b - target) > 0) continue;
      return bisect(outcome, target, low, high);
    }
  }
  return undefined;
}

function bisect(outcome: (value: number) => number, target: number, from: number, to: number): number {
  let [low, high] = [from, to];
  const rising = outcome(high) >= outcome(low);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (outcome(middle) < target === rising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
