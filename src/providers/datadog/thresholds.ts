import type { Comparison, MeasurementCondition } from '../../definitions/types.ts';
import type { Inputs } from './monitor.ts';
import { decimal } from './numbers.ts';
import { asked, report, type Scope } from './scope.ts';

const operators: Readonly<Record<Comparison, string>> = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' };

/** The comparison at the end of a query: `> 0.05`. */
export function comparison(condition: MeasurementCondition): string {
  return `${operators[condition.is]} ${decimal(condition.critical ?? 0)}`;
}

/** Whether higher values are worse. */
export function firesHigh(condition: Pick<MeasurementCondition, 'is'>): boolean {
  return condition.is === 'above' || condition.is === 'at-least';
}

/**
 * `monitorThresholds`, whose values are texts. A recovery without its threshold is dropped when it is a default.
 * https://docs.datadoghq.com/monitors/guide/recovery-thresholds/
 */
export function thresholds(scope: Scope, condition: MeasurementCondition): Inputs {
  const { critical, warning, recovery, warningRecovery } = condition;
  if (critical === undefined)
    report(scope, 'datadog/threshold-missing', ['condition'], 'The condition has no critical threshold.');
  quieter(scope, condition, 'warning', warning, critical, 'datadog/threshold-order');
  quieter(scope, condition, 'recovery', recovery, critical, 'datadog/recovery-side');
  quieter(scope, condition, 'warningRecovery', warningRecovery, warning, 'datadog/recovery-side');
  if (warningRecovery !== undefined && warning === undefined && asked(scope, ['condition', 'warningRecovery']))
    report(
      scope,
      'datadog/recovery-side',
      ['condition', 'warningRecovery'],
      'A warning recovery needs a warning to recover from. Add "warning", or remove it.',
    );
  return {
    critical: decimal(critical ?? 0),
    ...(recovery === undefined ? {} : { criticalRecovery: decimal(recovery) }),
    ...(warning === undefined ? {} : { warning: decimal(warning) }),
    ...(warningRecovery === undefined || warning === undefined ? {} : { warningRecovery: decimal(warningRecovery) }),
  };
}

function quieter(
  scope: Scope,
  condition: MeasurementCondition,
  field: 'warning' | 'recovery' | 'warningRecovery',
  value: number | undefined,
  limit: number | undefined,
  constraint: 'datadog/threshold-order' | 'datadog/recovery-side',
): void {
  if (value === undefined || limit === undefined) return;
  if (firesHigh(condition) ? value < limit : value > limit) return;
  const side = firesHigh(condition) ? 'below' : 'above';
  const of = field === 'warningRecovery' ? 'warning' : 'critical threshold';
  report(
    scope,
    constraint,
    ['condition', field],
    `"${field}" is ${value}, but must be ${side} the ${of} ${limit}: the alert fires ${condition.is} it.`,
  );
}
