import type { MeasurementCondition, NoData } from '../../definitions/types.ts';
import type { Inputs, Monitor } from './monitor.ts';
import { asked, report, type Scope } from './scope.ts';
import { firesHigh } from './thresholds.ts';

/** How a value behaves without data: a count is zero, a ratio of counts and a level have no value. */
export type Shape = 'count' | 'count-ratio' | 'level';

/** What missing data mean, in Datadog's words. */
export interface MissingData {
  readonly inputs: Inputs;
  readonly state: Monitor['noData'];
}

/**
 * `onMissingData` of metrics, APM, logs and events. `default` evaluates a count as zero and keeps the last status of everything else.
 * https://docs.datadoghq.com/monitors/configuration/#no-data
 */
export function missingData(scope: Scope, condition: MeasurementCondition, shape: Shape, text: string): MissingData {
  const value = onMissingData(scope, condition, shape);
  if (text.includes('default_zero(') && value !== 'default' && asked(scope, ['condition', 'noData']))
    report(
      scope,
      'datadog/no-data',
      ['condition', 'noData'],
      `The query fills gaps with default_zero, so data are never missing and "${condition.noData}" cannot happen.`,
    );
  const used = text.includes('default_zero(') ? 'default' : value;
  const state = used === 'show_and_notify_no_data' ? 'notifies' : used === 'show_no_data' ? 'shows' : 'never';
  return { inputs: { onMissingData: used }, state };
}

function onMissingData(scope: Scope, condition: MeasurementCondition, shape: Shape): string {
  switch (condition.noData) {
    case undefined:
      return 'default';
    case 'ok':
      return shape === 'count' && firesHigh(condition) ? 'default' : 'resolve';
    case 'resolve':
      return 'resolve';
    case 'notify':
      return 'show_and_notify_no_data';
    case 'keep':
      return keeps(scope, condition, shape) ? 'show_no_data' : 'default';
  }
}

/**
 * Levels keep their status by `default`. Counts cannot: `show_no_data` tells nobody and closes nothing, which is what `keep` is for.
 * A mere default of `keep` does not do that to a count that fires high, whose silence is its healthy state.
 */
function keeps(scope: Scope, condition: MeasurementCondition, shape: Shape): boolean {
  if (shape === 'level') return false;
  return asked(scope, ['condition', 'noData']) || !firesHigh(condition);
}

/**
 * Checks and composites have only `notifyNoData`; the length for checks is Datadog's recommended least times five.
 * https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/monitor#no_data_timeframe
 */
export function notifyNoData(scope: Scope, noData: NoData | undefined, kind: 'check' | 'composite'): MissingData {
  if (noData === 'resolve' && asked(scope, ['condition', 'noData']))
    report(
      scope,
      'datadog/no-data',
      ['condition', 'noData'],
      `A ${kind} cannot resolve on missing data. Say ok, keep or notify, or close it with "autoClose".`,
    );
  const notifies = noData === 'notify';
  return {
    inputs: { notifyNoData: notifies, ...(notifies && kind === 'check' ? { noDataTimeframe: 10 } : {}) },
    state: notifies ? 'notifies' : 'never',
  };
}
