import type { Constraint } from '../provider.ts';

const docs = 'https://docs.datadoghq.com';
const terraform = 'https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/monitor';

/** Constraints on thresholds, missing data, repetition and SLOs. */
export const conditionConstraints = [
  {
    id: 'datadog/threshold-missing',
    summary: 'A monitor has a critical threshold.',
    why: 'Without it nothing fires.',
    source: `${docs}/monitors/configuration/#thresholds`,
  },
  {
    id: 'datadog/threshold-order',
    summary: 'The warning is reached before the critical threshold.',
    why: 'Datadog refuses a warning on the far side.',
    source: `${docs}/monitors/configuration/#thresholds`,
  },
  {
    id: 'datadog/recovery-side',
    summary: 'A recovery threshold lies on the healthy side of its threshold, and a warning recovery needs a warning.',
    why: 'Datadog refuses others: the alert would recover while it fires.',
    source: `${docs}/monitors/guide/recovery-thresholds/`,
  },
  {
    id: 'datadog/count-needs-sum',
    summary: 'Counts (`as_count()`, hits, errors, logs) are summed over the window.',
    why: 'Other aggregations cannot be used with as_count().',
    source: `${docs}/monitors/guide/as-count-in-monitor-evaluations/`,
  },
  {
    id: 'datadog/reduce',
    summary:
      'A window becomes one value by avg, sum, min, max, or a percentile of a distribution; a search by its `compute` alone.',
    why: 'Datadog has no other aggregation.',
    source: `${docs}/monitors/configuration/#aggregation-method`,
  },
  {
    id: 'datadog/hold',
    summary:
      '`for` is the minimum (or maximum) over the window: it needs a level, and goes with neither `over` nor another `reduce`.',
    why: 'Datadog has no hold time. That all points lie beyond the threshold is the same for levels; a sum cannot be split into points.',
    source: `${docs}/monitors/guide/monitor_aggregators/`,
  },
  {
    id: 'datadog/at-least',
    summary:
      '`atLeast` names queries of the alert; with counts or `noData: notify` it becomes a composite, which has no `groups.notify`.',
    why: 'Only the composite of two monitors compares both values over the same window.',
    source: `${docs}/monitors/guide/composite_use_cases/#error-rates`,
  },
  {
    id: 'datadog/delay',
    summary: 'The delay is a day at most.',
    why: 'Limit of evaluation_delay.',
    source: `${docs}/monitors/configuration/#evaluation-delay`,
  },
  {
    id: 'datadog/new-group-delay',
    summary: 'The delay of new groups is a day at most.',
    why: 'A group counts as new for 24 hours.',
    source: `${docs}/monitors/configuration/#new-group-delay`,
  },
  {
    id: 'datadog/full-window',
    summary: 'Only metrics and APM can wait for a full window.',
    why: 'Logs and events are sparse by nature; the option has no effect there.',
    source: `${docs}/monitors/types/metric/#data-window`,
  },
  {
    id: 'datadog/no-data',
    summary:
      'Checks and composites notify of missing data or ignore them; they cannot resolve on them. No query uses `default_zero` with another policy than `keep`.',
    why: '`on_missing_data` is not available for these types, and must be `default` with default_zero().',
    source: `${terraform}#on_missing_data`,
  },
  {
    id: 'datadog/auto-close',
    summary: 'An alert closes by itself after whole hours, 24 at most, and not when missing data resolve it already.',
    why: '`timeout_h` is 0 to 24, and 0 with on_missing_data resolve.',
    source: `${terraform}#timeout_h`,
  },
  {
    id: 'datadog/renotify',
    summary: 'Repeats come after whole minutes; `max` needs `every`.',
    why: '`renotify_interval` is in minutes, and `renotify_occurrences` can only be used if it is set.',
    source: 'https://github.com/DataDog/terraform-provider-datadog/pull/2820',
  },
  {
    id: 'datadog/slo',
    summary: 'A burn rate names an SLO of the same squad that Datadog measures.',
    why: 'The monitor needs the id of the SLO, which lives in the unit of its squad.',
    source: 'docs/format.md, OpenSLO',
  },
  {
    id: 'datadog/slo-indicator',
    summary: 'An SLO is a ratio of two counts from Datadog, or a threshold on a Datadog metric in time slices.',
    why: 'Datadog has metric and time slice SLOs; other indicators have no equivalent.',
    source: `${docs}/service_management/service_level_objectives/`,
  },
  {
    id: 'datadog/slo-window',
    summary: 'The time window of an SLO is a rolling 7d, 30d or 90d.',
    why: 'Datadog has no other timeframe that burn rates can use.',
    source: `${docs}/service_management/service_level_objectives/burn_rate/`,
  },
  {
    id: 'datadog/slo-target',
    summary: 'There is one objective, and its target lies between 0% and 100%.',
    why: 'Datadog refuses 0 and 100, and a metric SLO has one target per timeframe.',
    source: `${docs}/api/latest/service-level-objectives/#create-an-slo-object`,
  },
  {
    id: 'datadog/burn-windows',
    summary: 'The long window is 1 to 48 whole hours; the short one is whole minutes and shorter.',
    why: 'Datadog supports at most 48 hours.',
    source: `${docs}/service_management/service_level_objectives/burn_rate/#monitor-creation`,
  },
  {
    id: 'datadog/burn-impossible',
    summary: 'The burn rate is at most 1 / (1 - target).',
    why: 'At that rate every event fails; Datadog refuses more, since it can never fire.',
    source: `${docs}/service_management/service_level_objectives/burn_rate/#maximum-burn-rate-values`,
  },
] as const satisfies readonly Constraint[];
