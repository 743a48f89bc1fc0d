import type { v1 } from '@datadog/datadog-api-client';
import { type Properties, type Value, defined, goNumber } from '../values.ts';
import { schedulingState } from './scheduling.ts';
import { variablesState } from './variables.ts';

/** What `updateMonitorState` of the Terraform provider makes of an answer: numbers of thresholds are texts. */
export function monitorState(found: v1.Monitor): Properties {
  const options = found.options ?? {};
  const log = found.type === 'log alert';
  const samples = found.type === 'ci-pipelines alert' || found.type === 'ci-tests alert';
  return defined({
    name: found.name,
    message: found.message,
    query: found.query,
    type: found.type as string,
    draftStatus: (found.draftStatus as string | undefined) ?? 'published',
    priority: found.priority === undefined || found.priority === null ? '' : String(found.priority),
    tags: [...(found.tags ?? [])].sort(),
    restrictedRoles: found.restrictedRoles ?? undefined,
    assets: found.assets?.map(asset),
    monitorThresholds: thresholds(options.thresholds),
    monitorThresholdWindows: windows(options.thresholdWindows),
    newGroupDelay: options.newGroupDelay ?? 0,
    newHostDelay: options.newHostDelay ?? undefined,
    evaluationDelay: options.evaluationDelay ?? 0,
    notifyNoData: options.notifyNoData,
    onMissingData: (options.onMissingData as string | undefined) ?? '',
    groupRetentionDuration: options.groupRetentionDuration ?? '',
    noDataTimeframe: options.noDataTimeframe ?? undefined,
    renotifyInterval: options.renotifyInterval ?? 0,
    renotifyOccurrences: options.renotifyOccurrences ?? 0,
    renotifyStatuses: options.renotifyStatuses?.map(String),
    notifyAudit: options.notifyAudit ?? false,
    timeoutH: options.timeoutH ?? 0,
    escalationMessage: options.escalationMessage ?? '',
    includeTags: options.includeTags ?? false,
    requireFullWindow: options.requireFullWindow ?? false,
    variables: variablesState(options.variables),
    enableLogsSample: log ? (options.enableLogsSample ?? false) : undefined,
    groupbySimpleMonitor: log ? (options.groupbySimpleMonitor ?? false) : undefined,
    enableSamples: samples ? (options.enableSamples ?? false) : undefined,
    notifyBies: options.notifyBy ?? [],
    schedulingOptions: schedulingState(options.schedulingOptions),
    notificationPresetName: (options.notificationPresetName as string | undefined) ?? '',
  });
}

function thresholds(given: v1.MonitorThresholds | undefined): Properties | undefined {
  const kept = Object.entries(given ?? {}).flatMap(([name, value]): [string, Value][] => {
    if (typeof value === 'number') return [[name, goNumber(value)]];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function windows(given: v1.MonitorThresholdWindowOptions | undefined): Properties | undefined {
  const kept = defined({
    recoveryWindow: given?.recoveryWindow ?? undefined,
    triggerWindow: given?.triggerWindow ?? undefined,
  });
  return Object.keys(kept).length === 0 ? undefined : kept;
}

function asset({ category, name, url, resourceType, resourceKey }: v1.MonitorAsset): Properties {
  return defined({
    category: category as string,
    name,
    url,
    resourceType: (resourceType as string | null | undefined) ?? undefined,
    resourceKey: (resourceKey as string | null | undefined) ?? undefined,
  });
}
