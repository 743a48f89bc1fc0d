import type { Value } from '../../graph/types.ts';
import type { Problems } from './constraints.ts';

/** Options as the API names them, to the inputs of the Pulumi resource (terraform-provider-datadog, resource_datadog_monitor.go). */
const inputNames: Readonly<Record<string, string>> = {
  thresholds: 'monitorThresholds',
  threshold_windows: 'monitorThresholdWindows',
  notify_no_data: 'notifyNoData',
  no_data_timeframe: 'noDataTimeframe',
  on_missing_data: 'onMissingData',
  renotify_interval: 'renotifyInterval',
  renotify_occurrences: 'renotifyOccurrences',
  renotify_statuses: 'renotifyStatuses',
  timeout_h: 'timeoutH',
  new_group_delay: 'newGroupDelay',
  evaluation_delay: 'evaluationDelay',
  require_full_window: 'requireFullWindow',
  notify_audit: 'notifyAudit',
  include_tags: 'includeTags',
  notify_by: 'notifyBies',
  group_retention_duration: 'groupRetentionDuration',
  enable_logs_sample: 'enableLogsSample',
  groupby_simple_monitor: 'groupbySimpleMonitor',
  escalation_message: 'escalationMessage',
};

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The inputs of raw options; thresholds become texts. An option that the resource lacks is reported. */
export function rawInputs(options: Readonly<Record<string, Value>>, problems: Problems): Record<string, Value> {
  const inputs: Record<string, Value> = {};
  for (const [name, value] of Object.entries(options)) {
    const input = inputNames[name];
    if (input === undefined)
      problems.add(
        'raw-option',
        ['source', 'datadog', 'raw', 'options', name],
        `The option "${name}" is not one that can be set here. Options: ${Object.keys(inputNames).join(', ')}.`,
      );
    else inputs[input] = input.startsWith('monitorThreshold') ? texts(value) : value;
  }
  return inputs;
}

function texts(value: Value): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [camel(key), String(one)]));
}
