import type { MeasurementCondition } from '../../definitions/types.ts';
import type { Marks } from './feed.ts';

/** What is measured on a usual day, by query; a query may declare it as `typical`. */
export type Typical = Readonly<Record<string, number>>;

/** A healthy value of the whole expression, one that fires when it lasts, and one far beyond; undefined without a threshold. */
export function targetsOf(condition: MeasurementCondition): Marks | undefined {
  const { critical, warning, recovery, warningRecovery } = condition;
  if (critical === undefined) return undefined;
  const limits = [critical, warning, recovery, warningRecovery].filter((value) => value !== undefined);
  const high = firesHigh(condition);
  const quietest = high ? Math.min(...limits) : Math.max(...limits);
  const size = Math.max(Math.abs(critical), Math.abs(quietest), 1e-9);
  const away = high ? 1 : -1;
  // A fifth beyond the threshold; twice as far from the quiet side for what is bad beyond doubt.
  const bad = critical === 0 ? away : critical + away * 0.2 * Math.abs(critical);
  const quiet = quietest - away * 0.5 * Math.abs(quietest);
  return { healthy: quietest === 0 ? -away * Math.min(1, size) : quiet, bad, worse: bad + (bad - quiet) };
}

/** The same targets just beyond their thresholds, for values that cannot go further: 99% of a ratio. */
export function nearTargets(targets: Marks, condition: MeasurementCondition): Marks {
  const { critical = 0, warning = critical, recovery = critical, warningRecovery = warning } = condition;
  const pick = firesHigh(condition) ? Math.min : Math.max;
  const quietest = pick(critical, warning, recovery, warningRecovery);
  return {
    ...targets,
    healthy: quietest + (targets.healthy - quietest) * 0.02,
    bad: critical + (targets.bad - critical) * 0.02,
  };
}

/** Whether a value neither fires nor warns, nor would keep a state that did. */
export function isHealthy(value: number, condition: MeasurementCondition): boolean {
  if (condition.critical === undefined || Number.isNaN(value)) return false;
  const limit = condition.warning ?? condition.recovery ?? condition.critical;
  return firesHigh(condition) ? value < limit : value > limit;
}

function firesHigh({ is }: MeasurementCondition): boolean {
  return is === 'above' || is === 'at-least';
}
