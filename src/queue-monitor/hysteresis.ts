import type { Comparison } from '../definitions/types.ts';
import type { Level, Rules } from './rules.ts';

type Thresholds = Pick<Rules, 'is' | 'critical' | 'warning' | 'recovery' | 'warningRecovery'>;

/**
 * The level of a value. The critical threshold goes before the warning; a level that was reached is left only when its recovery threshold is
 * passed, or its own where there is none. What left the alert and has not recovered from the warning is a warning.
 */
export function levelOf(thresholds: Thresholds, before: Level, value: number): Level {
  const { is, critical, warning, recovery, warningRecovery } = thresholds;
  if (isReached(is, value, critical, before === 'alert' ? recovery : undefined)) return 'alert';
  if (isReached(is, value, warning, before === 'ok' ? undefined : warningRecovery)) return 'warning';
  return 'ok';
}

/** Whether a value is beyond a threshold, or still on the bad side of the recovery threshold that has to be passed. */
function isReached(
  is: Comparison,
  value: number,
  threshold: number | undefined,
  recovery: number | undefined,
): boolean {
  if (threshold === undefined) return false;
  return isBeyond(is, value, threshold) || (recovery !== undefined && isBeyond(is, value, recovery));
}

function isBeyond(is: Comparison, value: number, threshold: number): boolean {
  if (is === 'above') return value > threshold;
  if (is === 'at-least') return value >= threshold;
  return is === 'below' ? value < threshold : value <= threshold;
}
