import type { MonitorArgs, ServiceLevelObjectiveArgs } from '@pulumi/datadog';
import type { Join } from '../../../../src/graph/types.ts';

/** The inputs of a monitor by the SDK's own types; a query may hold the ids of other objects. */
export type MonitorInputs = Omit<MonitorArgs, 'query'> & { readonly query: string | Join };

export type SloInputs = ServiceLevelObjectiveArgs;

/** Every input that a monitor of the SDK has; tsc refuses a missing and an unknown one. */
export const monitorInputNames: Readonly<Record<keyof MonitorArgs, true>> = {
  assets: true,
  draftStatus: true,
  enableLogsSample: true,
  enableSamples: true,
  escalationMessage: true,
  evaluationDelay: true,
  forceDelete: true,
  groupRetentionDuration: true,
  groupbySimpleMonitor: true,
  ignoreTagKeys: true,
  includeTags: true,
  message: true,
  monitorThresholdWindows: true,
  monitorThresholds: true,
  name: true,
  newGroupDelay: true,
  newHostDelay: true,
  noDataTimeframe: true,
  notificationPresetName: true,
  notifyAudit: true,
  notifyBies: true,
  notifyNoData: true,
  onMissingData: true,
  priority: true,
  query: true,
  renotifyInterval: true,
  renotifyOccurrences: true,
  renotifyStatuses: true,
  requireFullWindow: true,
  restrictedRoles: true,
  schedulingOptions: true,
  tags: true,
  timeoutH: true,
  type: true,
  validate: true,
  variables: true,
};
