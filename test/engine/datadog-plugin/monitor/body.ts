import type { v1 } from '@datadog/datadog-api-client';
import { type Properties, defined, flag, isProperties, nonZero, number, objects, text, texts } from '../values.ts';
import { scheduling } from './scheduling.ts';
import { variablesBody } from './variables.ts';

const thresholdNames = ['ok', 'warning', 'unknown', 'critical', 'warningRecovery', 'criticalRecovery'];

/** What `buildMonitorStruct` of the Terraform provider sends: zeros are left out but where zero means something. */
export function monitorBody(inputs: Properties): v1.Monitor {
  const body = {
    type: inputs['type'],
    query: trimmed(inputs['query']),
    name: inputs['name'],
    message: trimmed(inputs['message']),
    options: options(inputs),
    draftStatus: text(inputs['draftStatus']) ?? 'published',
    priority: text(inputs['priority']) === undefined ? null : Number(inputs['priority']),
    restrictedRoles: texts(inputs['restrictedRoles'])?.sort() ?? null,
    tags: [...(texts(inputs['tags']) ?? [])].sort(),
    assets: assets(inputs),
  };
  return withoutUndefined(body) as unknown as v1.Monitor;
}

function options(inputs: Properties): object {
  const scheduled = isProperties(inputs['schedulingOptions']) ? scheduling(inputs['schedulingOptions']) : undefined;
  const custom = scheduled?.customSchedule !== undefined;
  const missing = text(inputs['onMissingData']);
  const windows = isProperties(inputs['monitorThresholdWindows']) ? inputs['monitorThresholdWindows'] : undefined;
  return withoutUndefined({
    thresholds: thresholds(inputs),
    thresholdWindows: windows && defined({ ...windows, __defaults: undefined }),
    schedulingOptions: scheduled,
    includeTags: flag(inputs['includeTags']) ?? true,
    notifyNoData: custom ? undefined : (flag(inputs['notifyNoData']) ?? false),
    // "If there's a custom_schedule set, `require_full_window` must be false and will be ignored."
    requireFullWindow: custom ? false : (flag(inputs['requireFullWindow']) ?? true),
    groupRetentionDuration: text(inputs['groupRetentionDuration']),
    newGroupDelay: nonZero(inputs['newGroupDelay']),
    newHostDelay: number(inputs['newHostDelay']) ?? 300,
    evaluationDelay: nonZero(inputs['evaluationDelay']),
    onMissingData: missing,
    noDataTimeframe: missing === undefined && !custom ? minutes(inputs) : undefined,
    renotifyInterval: nonZero(inputs['renotifyInterval']),
    renotifyOccurrences: nonZero(inputs['renotifyOccurrences']),
    renotifyStatuses: texts(inputs['renotifyStatuses']) ?? undefined,
    notifyAudit: flag(inputs['notifyAudit']) === true ? true : undefined,
    timeoutH: nonZero(inputs['timeoutH']),
    escalationMessage: text(trimmed(inputs['escalationMessage'])),
    variables: isProperties(inputs['variables']) ? variablesBody(inputs['variables']) : undefined,
    notifyBy: texts(inputs['notifyBies']) ?? undefined,
    notificationPresetName: text(inputs['notificationPresetName']),
    ...ofType(inputs),
  });
}

/** Recorded requests of the provider that create have no `no_data_timeframe` unless `notify_no_data` is true. */
function minutes(inputs: Properties): number | undefined {
  return flag(inputs['notifyNoData']) === true ? nonZero(inputs['noDataTimeframe'] ?? 10) : undefined;
}

/** Options that only some types have. */
function ofType(inputs: Properties): object {
  const type = inputs['type'];
  if (type === 'log alert') {
    return {
      enableLogsSample: flag(inputs['enableLogsSample']) ?? false,
      groupbySimpleMonitor: flag(inputs['groupbySimpleMonitor']),
    };
  }
  const samples = type === 'ci-pipelines alert' || type === 'ci-tests alert';
  return samples ? { enableSamples: flag(inputs['enableSamples']) ?? false } : {};
}

function thresholds({ monitorThresholds: given }: Properties): object {
  if (!isProperties(given)) return {};
  const numbers = thresholdNames.flatMap((name) =>
    text(given[name]) === undefined ? [] : [[name, Number(given[name])] as const],
  );
  const { criticalQuery, criticalRecoveryQuery } = given;
  return { ...Object.fromEntries(numbers), ...defined({ criticalQuery, criticalRecoveryQuery }) };
}

function assets(inputs: Properties): object[] | undefined {
  const given = objects(inputs['assets']).map(({ category, name, url, resourceType, resourceKey }) =>
    defined({ category, name, url, resourceType, resourceKey }),
  );
  return given.length === 0 ? undefined : given;
}

function trimmed<T>(value: T): T | string {
  return typeof value === 'string' ? value.trim() : value;
}

export function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
