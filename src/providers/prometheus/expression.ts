import type { Comparison, MeasurementCondition, Reduce } from '../../definitions/types.ts';
import { promqlDuration } from '../../definitions/values/promql-duration.ts';
import type { Labels } from './labels.ts';

import { report, type Scope } from './scope.ts';

const operators: Readonly<Record<Comparison, string>> = { above: '>', 'at-least': '>=', below: '<', 'at-most': '<=' };

/**
 * The value that is compared: the expression itself, or its samples of whole minutes over the window.
 *
 * A subquery of Prometheus 2 includes both ends of its range, one of Prometheus 3 only the later: a millisecond less than the window holds as
 * many samples in both. https://prometheus.io/docs/prometheus/latest/migration/#range-selectors-and-lookback-exclude-samples-coinciding-with-the-left-boundary
 */
export function valueOf(scope: Scope, condition: MeasurementCondition): string {
  const { over, delay } = condition;
  const plain = parenthesised(String(scope.alert.source.fields['expr']));
  if (condition.reduce !== undefined && over === undefined && condition.reduce !== 'last')
    report(
      scope,
      'prometheus/reduce',
      ['condition', 'reduce'],
      'There is no window to reduce: say "over", or leave "reduce" out.',
    );
  if (over === undefined && !delay) return plain;
  const window = over ?? 60;
  if (window % 60 !== 0)
    report(
      scope,
      'prometheus/window',
      ['condition', 'over'],
      'A window has whole minutes: the expression is evaluated once a minute.',
    );
  return `${functionOf(condition)}(${plain}[${promqlDuration(window - 0.001)}:1m]${delay ? ` offset ${promqlDuration(delay)}` : ''})`;
}

function functionOf({ over, reduce }: MeasurementCondition): string {
  const reduction: Reduce = over === undefined ? 'last' : (reduce ?? 'avg');
  return `${reduction}_over_time`;
}

/** A comment at the end would swallow what follows on its line. */
function parenthesised(text: string): string {
  const expr = text.trim();
  return /[#\n]/.test(expr) ? `(\n${expr}\n)` : `(${expr})`;
}

/** One side of a comparison, with the threshold at which it ends. */
export interface Threshold {
  readonly critical: number;
  readonly recovery?: number;
}

/**
 * The condition of a rule. A recovery threshold is a second, wider comparison that holds only while the rule fires, which Prometheus writes
 * down in the series ALERTS. https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#inspecting-alerts-during-runtime
 */
export function comparisonOf(
  value: string,
  is: Comparison,
  { critical, recovery }: Threshold,
  rule: { readonly name: string; readonly labels: Labels },
): string {
  const operator = operators[is];
  const holds = `${value} ${operator} ${critical}`;
  if (recovery === undefined || recovery === critical) return holds;
  const ignored = ['alertname', 'alertstate', ...Object.keys(rule.labels)].sort().join(', ');
  const { severity = '', alerts_identity: identity = '' } = rule.labels;
  const firing = `ALERTS{alertname="${rule.name}", alertstate="firing", severity="${severity}", alerts_identity="${identity}"}`;
  return `${holds} or ${value} ${operator} ${recovery} and ignoring (${ignored}) ${firing}`;
}
