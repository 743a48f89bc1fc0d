/** Something that Datadog does otherwise than one expects, and what compiling makes of it. */
export interface Quirk {
  readonly what: string;
  readonly so: string;
  readonly source: string;
}

const docs = 'https://docs.datadoghq.com';

/** Decisions that the code cannot show by itself. */
export const quirks: readonly Quirk[] = [
  {
    what: 'With as_count() both sides of a division are summed before they are divided; a function such as cutoff_min or is_greater sees single points.',
    so: 'A floor under counts (`atLeast`) is a second monitor over the same window, joined by a composite. The composite is the alert: it has the identity, the texts and the handles; `#measure` and `#floor-NAME` are silent.',
    source: `${docs}/monitors/guide/composite_use_cases/#error-rates`,
  },
  {
    what: 'cutoff_min drops the points of a level below a value, and keeps equal ones.',
    so: 'A floor under levels stands in the query: no further monitor, and `groups.notify` still works. Not with `noData: notify`, where dropped points would be told as missing.',
    source: `${docs}/dashboards/functions/exclusion/#cutoff`,
  },
  {
    what: 'There is no hold time.',
    so: '`for: 10m` on a level above its threshold is min(last_10m), below it max(last_10m). Counts and searches refuse `for`.',
    source: `${docs}/monitors/guide/monitor_aggregators/`,
  },
  {
    what: '`on_missing_data: default` is zero for counts and the last status for everything else.',
    so: '`ok` is `default` for counts that fire high, else `resolve`. `keep` is `default` for levels and `show_no_data` for counts: nobody is told, and nothing is closed. A mere default of `keep` leaves counts that fire high at zero.',
    source: `${docs}/monitors/configuration/#no-data`,
  },
  {
    what: 'ALERT → WARN → OK recovers from a warning, ALERT → NO DATA → OK from missing data.',
    so: 'The on-call handle stands in is_alert_recovery, and in is_warning_recovery and is_no_data_recovery where these states exist: otherwise the page would stay open for ever. A recovery closes, and never pages.',
    source: `${docs}/monitors/notify/variables/#conditional-variables`,
  },
  {
    what: 'A mention must be followed by a space, and an unknown one is accepted in silence.',
    so: 'Handles stand between spaces inside their conditional. With `squad.fromGroup` every squad has a conditional, and the fallback the negation of all; where the squads are not known, the handle is built from the value and the fallback is told as well.',
    source: `${docs}/monitors/notify/#notifications`,
  },
  {
    what: 'Percentiles of distributions have an aggregation of their own.',
    so: 'A lone `p95:metric{…}` without `reduce` is percentile(last_10m), the percentile over the whole window, not an average of percentiles.',
    source: `${docs}/tracing/guide/ddsketch_trace_metrics/`,
  },
  {
    what: 'The Terraform provider below Pulumi sets require_full_window to true, and refuses notify_no_data beside on_missing_data.',
    so: '`requireFullWindow` is always written, false unless `fullWindow`; one of the two no-data options is, never both.',
    source: 'DataDog/terraform-provider-datadog, datadog/resource_datadog_monitor.go',
  },
  {
    what: 'The API trims names, messages and queries.',
    so: 'They are written trimmed, queries on one line.',
    source: 'DataDog/terraform-provider-datadog, datadog/resource_datadog_monitor.go',
  },
  {
    what: 'A grouped monitor puts its tags before the title.',
    so: '`includeTags` is false when the title has the groups already: phones cut long titles.',
    source: `${docs}/monitors/notify/#title`,
  },
  {
    what: 'A search has a limit of groups only in its long form.',
    so: 'With `groups.limit` logs and events are written as `formula("query1")` with `variables`; with several groupings each gets the root of the limit, so that no more groups than said can be.',
    source: `${docs}/monitors/types/log/#define-the-search-query`,
  },
  {
    what: 'The number of groups of a metric cannot be limited; top() would choose others at each evaluation.',
    so: '`groups.limit` on metrics, APM and checks is read by people and by lint, not by Datadog.',
    source: `${docs}/monitors/configuration/#set-alert-aggregation`,
  },
  {
    what: 'A composite has no value and no threshold of its own; its members have, by letters.',
    so: 'In texts of an alert with a floor `{{value}}` is `{{a.value}}` and `{{threshold}}` the number.',
    source: `${docs}/monitors/notify/variables/#composite-monitor-variables`,
  },
  {
    what: 'A window is needed.',
    so: 'An alert without `over` and `for` looks at five minutes, as a new monitor in the UI does.',
    source: `${docs}/monitors/types/metric/`,
  },
  {
    what: 'Trace metrics of all environments share one name.',
    so: "`apm` filters by env: the source's, else the connection's `env`, else the environment's name.",
    source: `${docs}/tracing/metrics/metrics_namespace/`,
  },
  {
    what: 'A downtime finds monitors that have all of its tags.',
    so: 'A list in `when` becomes a downtime per combination of values that alerts have, each with a part of its own in the identity. Every one names the project and the environment, so that nothing else in the account falls silent.',
    source: `${docs}/api/latest/downtimes/#schedule-a-downtime`,
  },
  {
    what: 'A recurring downtime has a zone and local starts, one that comes once is in UTC.',
    so: 'Both mean the wall time of the project. A start that the change of clocks skips or repeats is refused.',
    source: `${docs}/api/latest/downtimes/#schedule-a-downtime`,
  },
  {
    what: 'A monitor that alerts when a downtime ends says so only if asked to, and a recovery within it can be kept back.',
    so: 'What is still wrong at the end is told, also when the downtime is cancelled; recoveries are told, so that a page from before is closed.',
    source: `${docs}/monitors/downtimes/`,
  },
];
