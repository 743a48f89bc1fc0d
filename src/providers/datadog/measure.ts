import type { MeasurementCondition } from '../../definitions/types.ts';
import { cutOff, joinFloors, type FloorPlan } from './floor.ts';
import { fillFormula } from './metric-query.ts';
import type { Monitor, Part } from './monitor.ts';
import { missingData, type MissingData, type Shape } from './no-data.ts';
import { windowText } from './numbers.ts';
import { delayInputs, groupInputs } from './options.ts';
import { reduction, type Reduction } from './reduction.ts';
import { sourcePath, type Scope } from './scope.ts';
import { comparison, thresholds } from './thresholds.ts';
import type { longestWindow } from './window.ts';

/** Named queries and how they combine: what metrics and APM have in common. */
export interface Measured {
  /** Grouped, on one line. */
  readonly queries: ReadonlyMap<string, string>;
  readonly formula: string | undefined;
  /** The names that the formula uses. */
  readonly used: ReadonlySet<string>;
  readonly kind: keyof typeof longestWindow;
}

/** A query monitor on a measured value; with a traffic floor that no query can say, a composite of two. */
export function measure(scope: Scope, measured: Measured): Monitor | undefined {
  const { alert } = scope;
  if (alert.condition.kind !== 'measurement') return undefined;
  const condition = alert.condition;
  const plan = cutOff(scope, condition, measured);
  const expression = expressionOf(scope, measured, plan);
  const facts = {
    counts: expression.includes('.as_count()'),
    percentile: /^p\d{1,2}(\.\d+)?:[^()]*$/.test(expression.replace(/\{[^{}]*\}/g, '')),
    kind: measured.kind,
  };
  const window = reduction(scope, condition, facts);
  const missing = missingData(scope, condition, shapeOf(expression, measured), expression);
  const inputs = {
    monitorThresholds: thresholds(scope, condition),
    requireFullWindow: condition.fullWindow ?? false,
    ...missing.inputs,
    ...delayInputs(scope, condition.delay),
    ...groupInputs(scope),
  };
  const query = `${windowed(window)}:${expression} ${comparison(condition)}`;
  const single = { type: 'query alert', query, inputs, derivedFrom: measurementOrigins };
  if (plan.composite.length === 0) return { ...single, ...textFacts(scope, condition, missing) };
  const value: Part = { name: 'measure', label: 'measure', ...single };
  return joinFloors(scope, condition, value, floorParts(plan, measured, window, inputs), missing);
}

/** `sum(last_5m)`. */
export function windowed({ aggregator, seconds }: Reduction): string {
  return `${aggregator}(last_${windowText(seconds)})`;
}

/** Problems of the formula were reported when it was read. */
function expressionOf(scope: Scope, measured: Measured, plan: FloorPlan): string {
  const queries = new Map([...measured.queries].map(([name, query]) => [name, plan.inQuery.get(name) ?? query]));
  const silent = { ...scope, problems: [] };
  return fillFormula(silent, measured.formula, queries, sourcePath(scope.alert)).expression;
}

function shapeOf(expression: string, measured: Measured): Shape {
  if (!expression.includes('.as_count()')) return 'level';
  return measured.used.size === 1 && (measured.formula?.trim() ?? '').match(/^\w*$/) ? 'count' : 'count-ratio';
}

function textFacts(
  scope: Scope,
  condition: MeasurementCondition,
  missing: MissingData,
): Pick<Monitor, 'warns' | 'noData' | 'variables' | 'groups'> {
  return {
    warns: condition.warning !== undefined,
    noData: missing.state,
    variables: {
      value: '{{value}}',
      threshold: '{{threshold}}',
      ...(condition.warning === undefined ? {} : { warnThreshold: '{{warn_threshold}}' }),
    },
    groups: scope.alert.groups?.by ?? [],
  };
}

/** A floor is looked at over the same window and in the same way as the value. */
function floorParts(plan: FloorPlan, measured: Measured, window: Reduction, inputs: Part['inputs']): Part[] {
  return plan.composite.map(([name, least]) => {
    const query = measured.queries.get(name) ?? '';
    const counts = query.includes('.as_count()');
    const aggregator = counts ? 'sum' : window.aggregator === 'percentile' ? 'avg' : window.aggregator;
    const copied = ['requireFullWindow', 'evaluationDelay', 'newGroupDelay', 'onMissingData'];
    return {
      name: `floor-${name.toLowerCase().replaceAll('_', '-')}`,
      label: `at least ${least} ${name}`,
      type: 'query alert',
      query: `${windowed({ aggregator: aggregator === 'sum' && !counts ? 'avg' : aggregator, seconds: window.seconds })}:${query} >= ${least}`,
      inputs: {
        monitorThresholds: { critical: least },
        ...Object.fromEntries(Object.entries(inputs).filter(([key]) => copied.includes(key))),
      },
      derivedFrom: { ...measurementOrigins, monitorThresholds: ['condition.atLeast'], query: floorOrigins },
    };
  });
}

const floorOrigins = [
  'source',
  'groups.by',
  'condition.atLeast',
  'condition.over',
  'condition.for',
  'condition.reduce',
];

/** Which definition values each input of a measuring monitor comes from. */
export const measurementOrigins: Readonly<Record<string, readonly string[]>> = {
  query: [
    'source', 'groups.by', 'condition.is', 'condition.critical', 'condition.over', 'condition.for', 'condition.reduce', 'condition.atLeast',
  ], // prettier-ignore
  type: ['source'],
  'monitorThresholds.critical': ['condition.critical'],
  'monitorThresholds.criticalRecovery': ['condition.recovery'],
  'monitorThresholds.warning': ['condition.warning'],
  'monitorThresholds.warningRecovery': ['condition.warningRecovery'],
  requireFullWindow: ['condition.fullWindow'],
  onMissingData: ['condition.noData'],
  evaluationDelay: ['condition.delay'],
  newGroupDelay: ['groups.newGroupDelay'],
  notifyBies: ['groups.notify', 'groups.by'],
  variables: ['source', 'groups.by', 'groups.limit'],
};
