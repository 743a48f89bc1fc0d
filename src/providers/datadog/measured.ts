import type { MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';
import type { Value } from '../../graph/types.ts';
import type { CompileContext, CompiledResource } from '../provider.ts';
import { commonInputs, monitor } from './common.ts';
import type { Problems } from './constraints.ts';
import { comparison, metricEvaluation, number, searchEvaluation } from './query.ts';
import { groupOptions, onMissingData, thresholds } from './options.ts';

/** A metric expression with its named queries: what metric and APM sources come down to. */
export interface MetricExpression {
  readonly expression: string;
  /** Queries by name, grouped; `atLeast` names one of them. */
  readonly queries: Readonly<Record<string, string>>;
}

const measuredOrigins: Readonly<Record<string, readonly string[]>> = {
  type: ['source'],
  query: [
    'source',
    'groups.by',
    'condition.is',
    'condition.critical',
    'condition.over',
    'condition.for',
    'condition.reduce',
  ],
  'monitorThresholds.critical': ['condition.critical'],
  'monitorThresholds.criticalRecovery': ['condition.recovery'],
  'monitorThresholds.warning': ['condition.warning'],
  'monitorThresholds.warningRecovery': ['condition.warningRecovery'],
  evaluationDelay: ['condition.delay'],
  onMissingData: ['condition.noData'],
  requireFullWindow: ['condition.fullWindow'],
  notifyBies: ['groups.notify'],
  newGroupDelay: ['groups.newGroupDelay'],
};

/** A metric monitor; with `atLeast`, that monitor and one on the traffic, joined by the composite that notifies. */
export function metricMonitors(
  alert: ResolvedAlert,
  metric: MetricExpression,
  context: CompileContext,
  problems: Problems,
): CompiledResource[] {
  const condition = alert.condition as MeasurementCondition;
  const inputs = (silent?: string): Record<string, Value> => ({
    ...commonInputs(alert, context, problems, silent),
    type: 'query alert',
    query: `${metricEvaluation(metric.expression, condition, problems)} ${comparison(condition)}`,
    monitorThresholds: thresholds(condition, problems),
    ...measuredOptions(alert, metric.expression, problems),
  });
  if (condition.atLeast === undefined) return [monitor(inputs(), measuredOrigins)];
  const measured = monitor(inputs('the measured condition'), measuredOrigins, 'measure');
  const floors = Object.entries(condition.atLeast).flatMap(([name, least]) =>
    floor(alert, name, least, metric, context, problems),
  );
  return [joined(alert, [measured, ...floors], context, problems), measured, ...floors];
}

function measuredOptions(alert: ResolvedAlert, expression: string, problems: Problems): Record<string, Value> {
  const condition = alert.condition as MeasurementCondition;
  if ((condition.delay ?? 0) > 86_400)
    problems.add('delay', ['condition', 'delay'], 'Datadog delays an evaluation by at most one day.');
  const zeroFilled = /default_zero\(/.test(expression);
  if (zeroFilled && condition.noData !== undefined && condition.noData !== 'ok')
    problems.add(
      'no-data',
      ['condition', 'noData'],
      `A query with default_zero() always has data, so "noData: ${condition.noData}" cannot happen. Remove one of the two.`,
    );
  return {
    requireFullWindow: condition.fullWindow ?? false,
    onMissingData: onMissingData(condition.noData, /\.as_count\(\)/.test(expression), zeroFilled),
    ...(condition.delay === undefined ? {} : { evaluationDelay: condition.delay }),
    ...groupOptions(alert, 'metric', problems),
  };
}

/** A monitor that is in alert while there is enough traffic for a verdict. */
function floor(
  alert: ResolvedAlert,
  name: string,
  least: number,
  metric: MetricExpression,
  context: CompileContext,
  problems: Problems,
): CompiledResource[] {
  const query = metric.queries[name];
  if (query === undefined) {
    problems.add(
      'at-least',
      ['condition', 'atLeast', name],
      `"atLeast" names "${name}", which is no query of this source. Queries: ${Object.keys(metric.queries).join(', ')}.`,
    );
    return [];
  }
  const condition = alert.condition as MeasurementCondition;
  const traffic: MeasurementCondition = {
    kind: 'measurement',
    is: 'at-least',
    critical: least,
    ...(condition.over === undefined ? {} : { over: condition.over }),
  };
  const inputs: Record<string, Value> = {
    ...commonInputs(alert, context, problems, `at least ${least} ${name}`),
    type: 'query alert',
    query: `${metricEvaluation(query, traffic, problems)} ${comparison(traffic)}`,
    monitorThresholds: { critical: number(least) },
    requireFullWindow: false,
    onMissingData: 'default',
    ...(condition.delay === undefined ? {} : { evaluationDelay: condition.delay }),
    ...groupOptions(alert, 'metric', problems),
  };
  return [
    monitor(
      inputs,
      { ...measuredOrigins, query: ['source', 'groups.by', `condition.atLeast.${name}`, 'condition.over'] },
      `floor-${name.replaceAll('_', '-')}`,
    ),
  ];
}

/** All members in alert at once; the least severe of them counts, so warnings stay warnings (docs: composite monitors, `&&`). */
function joined(
  alert: ResolvedAlert,
  members: readonly CompiledResource[],
  context: CompileContext,
  problems: Problems,
): CompiledResource {
  const query: (string | { $ref: string; output: string })[] = [];
  members.forEach((member, index) =>
    query.push(...(index > 0 ? [' && '] : []), { $ref: `${alert.identity}#${member.part}`, output: 'id' }),
  );
  const inputs: Record<string, Value> = {
    ...commonInputs(alert, context, problems),
    type: 'composite',
    query: { $join: query },
    requireFullWindow: false,
    ...notifyNoData(alert),
  };
  return monitor(inputs, { query: ['condition.atLeast', 'source'], notifyNoData: ['condition.noData'] });
}

/** Composites and checks know only the older option (API: on_missing_data is refused there). */
export function notifyNoData(alert: ResolvedAlert): Record<string, Value> {
  const told = 'noData' in alert.condition && alert.condition.noData === 'notify';
  return { notifyNoData: told };
}

/** A monitor over a search: logs and events. */
export function searchMonitor(
  alert: ResolvedAlert,
  type: string,
  search: string,
  context: CompileContext,
  problems: Problems,
): CompiledResource[] {
  const condition = alert.condition as MeasurementCondition;
  if (condition.atLeast !== undefined)
    problems.add(
      'at-least',
      ['condition', 'atLeast'],
      'A search has one query, so there is no traffic to compare with. Remove "atLeast", or measure a metric.',
    );
  if (condition.delay !== undefined)
    problems.add('delay', ['condition', 'delay'], 'Datadog delays only metrics. Remove "delay".');
  if (condition.fullWindow !== undefined)
    problems.add(
      'full-window',
      ['condition', 'fullWindow'],
      'Searches have no full-window option. Remove "fullWindow".',
    );
  const inputs: Record<string, Value> = {
    ...commonInputs(alert, context, problems),
    type,
    query: `${searchEvaluation(search, alert, problems)} ${comparison(condition)}`,
    monitorThresholds: thresholds(condition, problems),
    requireFullWindow: false,
    onMissingData: onMissingData(condition.noData, true, false),
    ...(type === 'log alert' ? { enableLogsSample: false } : {}),
    ...groupOptions(alert, 'search', problems),
  };
  return [monitor(inputs, measuredOrigins)];
}
