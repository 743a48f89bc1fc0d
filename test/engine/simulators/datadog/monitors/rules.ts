import type { ParsedQuery } from '../queries/comparison.ts';
import { isFormula } from '../queries/index.ts';
import { isCumulative } from '../queries/metric.ts';
import { searchFunctions } from '../queries/search.ts';
import { type Fields, isFields, refuse } from '../refusal.ts';

/** What options may not be together, or not on a type. Sources beside each. */
export function checkRules(type: string, query: string, parsed: ParsedQuery, options: Fields): void {
  missingData(type, query, options);
  renotification(options);
  notifyBy(parsed, options);
  schedules(query, options);
  if (isFields(options['threshold_windows']) && !/\banomalies\(/.test(query)) {
    // terraform-provider-datadog, resource_datadog_monitor.go: "Can only be used for … anomaly monitors."
    refuse('threshold_windows is only available for anomaly monitors');
  }
  if (options['group_retention_duration'] !== undefined && !(type in searchFunctions)) {
    refuse(`group_retention_duration is not available for ${type} monitors`);
  }
  if (Array.isArray(options['variables']) && options['variables'].length > 0 && !isFormula(query)) {
    refuse('variables need a formula query');
  }
}

/** OpenAPI v1, `OnMissingDataOption`; https://docs.datadoghq.com/monitors/configuration/#no-data. */
function missingData(type: string, query: string, options: Fields): void {
  const { on_missing_data: missing, notify_no_data: notify, no_data_timeframe: minutes, timeout_h: hours } = options;
  if (missing === undefined) return;
  if (['composite', 'service check', 'slo alert'].includes(type)) {
    refuse(`on_missing_data is not available for ${type} monitors`);
  }
  if (notify === true || typeof minutes === 'number') {
    refuse('on_missing_data cannot be combined with notify_no_data or no_data_timeframe');
  }
  if (/\bdefault_zero\(/.test(query) && missing !== 'default') {
    // The words are in DataDog/terraform-provider-datadog issue 2815.
    refuse(`Invalid on_missing_data value: ${String(missing)}; valid value is: default`);
  }
  if (missing === 'resolve' && typeof hours === 'number' && hours > 0)
    refuse('on_missing_data resolve needs timeout_h 0');
}

/** OpenAPI v1: statuses are null if the interval is null. */
function renotification(options: Fields): void {
  const { renotify_interval: interval, renotify_occurrences: times, renotify_statuses: statuses } = options;
  if (typeof interval === 'number' && interval > 0) return;
  if (Array.isArray(statuses) && statuses.length > 0) refuse('renotify_statuses needs renotify_interval');
  if (typeof times === 'number' && times > 0) refuse('renotify_occurrences needs renotify_interval');
}

/** OpenAPI v1: only with groupings, and a subset of them; terraform-provider-datadog: a proper one; `["*"]` is a simple alert. */
function notifyBy({ groups }: ParsedQuery, { notify_by: by }: Fields): void {
  if (!Array.isArray(by) || by.length === 0 || (by.length === 1 && by[0] === '*')) return;
  if (by.some((one) => !groups.includes(one as string)) || by.length >= groups.length) {
    refuse('notify_by must be a proper subset of the group by of the query');
  }
}

/** https://docs.datadoghq.com/monitors/configuration/#cumulative-time-windows, #custom-schedules. */
function schedules(query: string, options: Fields): void {
  const given = isFields(options['scheduling_options']) ? options['scheduling_options'] : {};
  if (isCumulative(query) && given['evaluation_window'] === undefined) {
    refuse('A cumulative window needs scheduling_options.evaluation_window');
  }
  if (given['custom_schedule'] !== undefined && options['require_full_window'] === true) {
    refuse('require_full_window must be false with a custom_schedule');
  }
}
