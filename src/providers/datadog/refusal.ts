/** What a refusal speaks of, and the fields that may have said it, the likeliest first. `*` stands for vendor and type of the source. */
type Word = readonly [says: RegExp, ...fields: string[]];

const source = 'source.*.*';
const option = (name: string): string => `${source}.options.${name}`;

/**
 * Words of Datadog's refusals: parameters (`The value provided for parameter 'query' is invalid`), options, and attributes as the OpenAPI
 * descriptions v1 and v2 spell them.
 */
const words: Readonly<Record<string, readonly Word[]>> = {
  'datadog:index/monitor:Monitor': [
    [/\bcritical_recovery\b|critical recovery/i, 'condition.recovery', option('thresholds.critical_recovery')],
    [/\bwarning_recovery\b|warning recovery/i, 'condition.warningRecovery', option('thresholds.warning_recovery')],
    [/\bwarning threshold|thresholds?\W+warning|'warning'/i, 'condition.warning', option('thresholds.warning')],
    [/\bthresholds?\b/i, 'condition.critical', 'condition.failures', option('thresholds')],
    [/\brenotify_interval\b/i, 'renotify.every', option('renotify_interval')],
    [/\brenotify_occurrences\b/i, 'renotify.max', option('renotify_occurrences')],
    [/\brenotify_statuses\b/i, 'renotify', option('renotify_statuses')],
    [/\btimeout_h\b/i, 'autoClose', option('timeout_h')],
    [/\b(on_missing_data|no_data_timeframe|notify_no_data)\b/i, 'condition.noData', option('on_missing_data'), option('notify_no_data')],
    [/\bevaluation_delay\b/i, 'condition.delay', option('evaluation_delay')],
    [/\bnew_(group|host)_delay\b/i, 'groups.newGroupDelay', option('new_group_delay')],
    [/\brequire_full_window\b/i, 'condition.fullWindow', option('require_full_window')],
    [/\bnotify_by\b/i, 'groups.notify', option('notify_by')],
    [/\bgroup(s|ed)?\b/i, 'groups.by', 'groups'],
    [/\bquery\b|\bmetric\b/i, `${source}.query`, `${source}.queries`, source],
    [/\bpriority\b/i, 'priority'],
    [/\bmessage\b/i, 'message'],
    [/\btags?\b/i, 'tags'],
    [/\bassets?\b/i, 'links'],
    [/\btype\b/i, `${source}.type`],
    [/\bname\b/i, 'description'],
  ],
  'datadog:index/serviceLevelObjective:ServiceLevelObjective': [
    [/\bcomparator\b/i, 'spec.objectives.0.op'],
    [/\bquery_interval_seconds\b/i, 'spec.objectives.0.timeSliceWindow', 'spec.objectives'],
    [/\b(target|target_threshold|warning)\b/i, 'spec.objectives.0.target', 'spec.objectives.0.targetPercent'],
    [/\btimeframe\b/i, 'spec.timeWindow.0.duration', 'spec.timeWindow'],
    [/\b(query|queries|numerator|denominator|metric|sli_specification|time_slice|formula)\b/i, 'spec.indicator'],
    [/\bthresholds?\b/i, 'spec.objectives.0.value', 'spec.objectives'],
    [/\bdescription\b/i, 'spec.description'],
    [/\bname\b/i, 'metadata.displayName', 'metadata.name'],
  ],
  'datadog:index/downtimeSchedule:DowntimeSchedule': [
    [/\bduration\b/i, 'window.for'],
    [/\brrule\b/i, 'window.repeat'],
    [/\bend\b.*\bstart\b|\bend\b/i, 'window.for'],
    [/\bstart\b/i, 'window.start'],
    [/\b(schedule|recurrences?|timezone)\b/i, 'window'],
    [/\bscope\b|\bmust have a key\b/i, 'when.group', 'when'],
    [/\bmonitor_(identifier|tags|id)\b|\btags?\b/i, 'when'],
    [/\bmessage\b/i, 'reason'],
  ],
}; // prettier-ignore

/** Fields of a definition that a refusal may speak of, dotted, the likeliest first; none when its words tell nothing. */
export function refusedFields(type: string, refusal: string): readonly string[] {
  const [, ...fields] = words[type]?.find(([says]) => says.test(refusal)) ?? [];
  return fields as string[];
}
