import type { MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';
import { promqlDuration } from '../../definitions/values/promql-duration.ts';
import type { Compiled, CompileContext, CompiledResource } from '../provider.ts';
import { annotationsOf } from './annotations.ts';
import { comparisonOf, valueOf } from './expression.ts';
import { checkLabels, labelsOf, type RuleSeverity } from './labels.ts';
import { promqlProblem } from './promql.ts';
import { ruleType } from './resource-types.ts';
import { report, type Scope } from './scope.ts';
import { variablesOf } from './texts.ts';
import { checkUnsayable } from './unsayable.ts';

/** An alert as alerting rules: one per threshold, and one for missing data where somebody is told of them. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const scope: Scope = { alert, context, problems: [] };
  const { condition } = alert;
  if (condition.kind !== 'measurement') return { resources: [], problems: [] };
  checkExpression(scope);
  checkLabels(scope);
  checkUnsayable(scope, condition);
  const value = valueOf(scope, condition);
  const { critical, warning, recovery, warningRecovery } = condition;
  const rules: CompiledResource[] = [];
  const thresholds = [
    ['critical', critical, recovery],
    ['warning', warning, warningRecovery],
  ] as const;
  for (const [severity, limit, back] of thresholds)
    if (limit !== undefined)
      rules.push(
        thresholdRule(scope, condition, severity, value, {
          critical: limit,
          ...(back === undefined ? {} : { recovery: back }),
        }),
      );
  if (condition.noData === 'notify') rules.push(missingRule(scope, condition, value));
  return { resources: rules.map(asMain), problems: distinct(scope.problems) };
}

function thresholdRule(
  scope: Scope,
  condition: MeasurementCondition,
  severity: RuleSeverity,
  value: string,
  threshold: Parameters<typeof comparisonOf>[2],
): CompiledResource {
  const labels = labelsOf(scope, severity);
  const name = ruleName(scope.alert);
  const { keepFiringFor } = scope.alert.source.fields;
  return rule(scope, severity, condition, {
    expr: comparisonOf(value, condition.is, threshold, { name, labels }),
    ...(condition.for ? { for: promqlDuration(condition.for) } : {}),
    ...(typeof keepFiringFor === 'string' ? { keep_firing_for: keepFiringFor } : {}),
    labels,
  });
}

/**
 * Missing data are told by a rule of their own. Without a window or a `for` it waits for two minutes: after a restart of Prometheus everything is
 * missing for a scrape. https://prometheus.io/docs/prometheus/latest/querying/functions/#absent
 */
function missingRule(scope: Scope, condition: MeasurementCondition, value: string): CompiledResource {
  const wait = condition.for ?? (condition.over === undefined ? 120 : 0);
  return rule(scope, 'no-data', condition, {
    expr: `absent(${value})`,
    ...(wait > 0 ? { for: promqlDuration(wait) } : {}),
    labels: labelsOf(scope, 'no-data'),
  });
}

function rule(
  scope: Scope,
  severity: RuleSeverity,
  condition: MeasurementCondition,
  inputs: Omit<CompiledResource['inputs'], 'alert'>,
): CompiledResource {
  const { alert } = scope;
  const annotations = annotationsOf(scope, severity, variablesOf(alert, condition, severity !== 'no-data'));
  return {
    part: severity,
    type: ruleType,
    title: severity === 'critical' ? alert.title : `${alert.title} (${severity})`,
    inputs: { alert: ruleName(alert), ...inputs, annotations },
    derivedFrom: origins,
  };
}

/** `CheckoutApiCardErrors`: names of alerts are camel case by custom. https://prometheus.io/docs/practices/alerting/#naming */
export function ruleName({ application, id }: Pick<ResolvedAlert, 'application' | 'id'>): string {
  return `${application}-${id}`.replaceAll(/(?:^|[^A-Za-z0-9])([A-Za-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}

function checkExpression(scope: Scope): void {
  const expr = String(scope.alert.source.fields['expr']);
  const path = ['source', 'prometheus', 'expr'];
  const leftover = /\$\{[^}]*\}?/.exec(expr);
  if (leftover) {
    report(scope, 'prometheus/interpolation-leftover', path, `"${leftover[0]}" is not filled: nothing has this name.`);
    return;
  }
  const problem = promqlProblem(expr);
  if (!problem) return;
  const { message, start, end } = problem;
  report(scope, 'prometheus/syntax', path, message, { within: { start, end } });
}

/** Two rules of an alert have the same texts, and the same mistakes in them. */
function distinct(problems: Scope['problems']): Scope['problems'] {
  const seen = new Set<string>();
  return problems.filter(({ constraint, path, message }) => {
    const key = JSON.stringify([constraint, path, message]);
    return !seen.has(key) && seen.add(key);
  });
}

/** The first rule stands for the alert wherever one object does. */
function asMain(rule: CompiledResource, index: number): CompiledResource {
  const { part: _part, ...rest } = rule;
  return index === 0 ? rest : rule;
}

const origins: CompiledResource['derivedFrom'] = {
  expr: [
    'source', 'condition.is', 'condition.critical', 'condition.warning', 'condition.recovery', 'condition.warningRecovery', 'condition.over',
    'condition.reduce', 'condition.delay', 'tags',
  ],
  for: ['condition.for', 'condition.over'],
  keep_firing_for: ['source'],
  labels: ['priority', 'squad', 'category', 'active', 'notify', 'tags', 'disabled', 'mode'],
  annotations: [
    'message', 'description', 'impact', 'priority', 'runbook', 'dashboard', 'links', 'groups.by', 'condition.critical', 'condition.warning',
  ],
}; // prettier-ignore
