import type { Comparison, MeasurementCondition, NoData, Reduce, ResolvedAlert } from '../definitions/types.ts';
import type { Seconds } from '../definitions/values/duration.ts';

/** Levels of a measured value, least severe first. */
export const levels = ['ok', 'warning', 'alert'] as const;
export type Level = (typeof levels)[number];

/** When a queue, a node, or all that a pattern names is in which state. Everything that deciding needs; times in seconds. */
export interface Rules {
  readonly is: Comparison;
  readonly critical?: number;
  readonly warning?: number;
  readonly recovery?: number;
  readonly warningRecovery?: number;
  /** Length of the window; at least one step. */
  readonly over: Seconds;
  readonly reduce: Reduce;
  /** How far behind now the window ends. */
  readonly delay: Seconds;
  /** How long a level must have been reached before it counts. */
  readonly hold: Seconds;
  readonly noData: NoData;
  /** Whether a window with a large hole leaves everything as it was. */
  readonly fullWindow: boolean;
  /** How long a group that was never seen is only looked at. */
  readonly newGroupDelay: Seconds;
  /** Whether each queue (or node) has a state of its own. */
  readonly grouped: boolean;
  /** Whether it has to be there from the beginning: nothing was observed of it yet, and that is missing data. */
  readonly expected: boolean;
  /** Seconds between two observations. */
  readonly step: Seconds;
}

/** The rules of an alert whose broker is observed every `step` seconds; undefined for a condition that no measurement has. */
export function rulesOf(alert: ResolvedAlert, step: Seconds): Rules | undefined {
  const { condition, groups } = alert;
  if (condition.kind !== 'measurement') return undefined;
  return {
    is: condition.is,
    ...thresholdsOf(condition),
    over: Math.max(step, condition.over ?? 0),
    reduce: condition.reduce ?? 'avg',
    delay: condition.delay ?? 0,
    hold: condition.for ?? 0,
    noData: condition.noData ?? 'keep',
    fullWindow: condition.fullWindow ?? true,
    newGroupDelay: groups?.newGroupDelay ?? 0,
    grouped: groups !== undefined,
    expected: groups === undefined,
    step,
  };
}

function thresholdsOf(
  condition: MeasurementCondition,
): Pick<Rules, 'critical' | 'warning' | 'recovery' | 'warningRecovery'> {
  const { critical, warning, recovery, warningRecovery } = condition;
  return {
    ...(critical === undefined ? {} : { critical }),
    ...(warning === undefined ? {} : { warning }),
    ...(recovery === undefined ? {} : { recovery }),
    ...(warningRecovery === undefined ? {} : { warningRecovery }),
  };
}
