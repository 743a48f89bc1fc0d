import type { Comparison } from '../../definitions/types.ts';
import type { Notes, State } from '../model.ts';
import type { Thresholds } from './monitor.ts';

/** Whether a value lies on the bad side of a threshold. */
export function breaches(is: Comparison, value: number, threshold: number): boolean {
  switch (is) {
    case 'above':
      return value > threshold;
    case 'at-least':
      return value >= threshold;
    case 'below':
      return value < threshold;
    case 'at-most':
      return value <= threshold;
  }
}

/**
 * Whether a value has passed a recovery threshold. The comparison is the opposite one, with the opposite strictness: `>` recovers at `<=`.
 * https://docs.datadoghq.com/monitors/guide/recovery-thresholds/#behavior
 */
export function recovers(is: Comparison, value: number, recovery: number): boolean {
  return !breaches(is, value, recovery);
}

/**
 * The state after a value was compared. A breach of the critical threshold goes before the warning; each of the two is left only when its
 * own recovery threshold (if there is one) is passed.
 */
export function nextState(thresholds: Thresholds, before: State, value: number, notes: Notes): State {
  const { is, critical, warning, recovery, warningRecovery } = thresholds;
  if (breaches(is, value, critical)) return 'alert';
  if (before === 'alert' && recovery !== undefined && !recovers(is, value, recovery)) return 'alert';
  if (warning === undefined) return 'ok';
  if (breaches(is, value, warning)) return 'warning';
  const warned = before === 'warning' || before === 'alert';
  if (!warned || warningRecovery === undefined || recovers(is, value, warningRecovery)) return 'ok';
  if (before === 'alert') notes.add('datadog/alert-to-warning-recovery');
  return 'warning';
}
