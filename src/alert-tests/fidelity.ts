/**
 * How far a verdict can be trusted: `exact` where the vendor documents what happens, `given` where the case itself says what the vendor would
 * have computed, `approximate` where documents are silent or contradict each other.
 */
export type Fidelity = 'exact' | 'given' | 'approximate';

/** One piece of semantics that can decide a verdict. `docs/alert-tests.md` is written from this table. */
export interface Semantics {
  readonly id: string;
  readonly what: string;
  readonly fidelity: Fidelity;
  /** Why it is no more than that; what was decided where documents are silent. */
  readonly reason: string;
  readonly source: string;
}

const monitors = 'https://docs.datadoghq.com/monitors';

/** Every piece of semantics, in the order of the page. */
export const semantics = [
  {
    id: 'datadog/metric',
    what: 'Metric and APM monitors: delay, window, reduction, thresholds, recovery, missing data, frequency.',
    fidelity: 'exact',
    reason:
      'Documented step by step. A sample belongs to the window that it begins in; evaluations fall on whole minutes.',
    source: `${monitors}/configuration/`,
  },
  {
    id: 'datadog/traffic-floor',
    what: '`atLeast` on counts: a composite of the value and of the traffic.',
    fidelity: 'exact',
    reason: 'The least severe of both states, as the table of composites says.',
    source: `${monitors}/types/composite/#computing-trigger-conditions`,
  },
  {
    id: 'datadog/composite',
    what: 'Composites over the states of their members.',
    fidelity: 'given',
    reason: 'The case gives the states; how they combine is documented.',
    source: `${monitors}/types/composite/`,
  },
  {
    id: 'datadog/search',
    what: 'Log and event monitors: search, counts and aggregates over the window.',
    fidelity: 'exact',
    reason: 'For the part of the search syntax that is read; anything else is refused.',
    source: `${monitors}/types/log/`,
  },
  {
    id: 'datadog/check',
    what: 'Service checks: consecutive statuses.',
    fidelity: 'exact',
    reason: 'Documented; a status that is neither ends both runs of statuses.',
    source: `${monitors}/types/service_check/`,
  },
  {
    id: 'datadog/burn-rate',
    what: 'Burn rates over two windows.',
    fidelity: 'given',
    reason:
      'The case gives good and total events. The page compares with ≥, the query that is sent with >; the query counts.',
    source: 'https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/',
  },
  {
    id: 'datadog/query-functions',
    what: 'Functions inside a named query, such as per_second or moving_rollup.',
    fidelity: 'given',
    reason: 'The series of a case is what the named query returns, functions included.',
    source: 'https://docs.datadoghq.com/dashboards/functions/',
  },
  {
    id: 'datadog/rollup',
    what: 'Queries with a rollup of their own.',
    fidelity: 'approximate',
    reason: 'Rollups are aligned to the clock, so that the last bucket of a window is incomplete.',
    source: 'https://docs.datadoghq.com/dashboards/functions/rollup/',
  },
  {
    id: 'datadog/one-side-missing',
    what: 'Arithmetic while one side has no data.',
    fidelity: 'approximate',
    reason: 'No side, no value is assumed; levels may be interpolated, which depends on how they are sent.',
    source: 'https://docs.datadoghq.com/metrics/guide/interpolation-the-fill-modifier-explained/',
  },
  {
    id: 'datadog/percentile-window',
    what: 'Percentiles of distributions over a window.',
    fidelity: 'approximate',
    reason: 'The percentile of a window does not follow from those of its minutes; their mean is taken.',
    source: `${monitors}/types/metric/`,
  },
  {
    id: 'datadog/alert-to-warning-recovery',
    what: 'A value that left the alert but has not passed the recovery of the warning.',
    fidelity: 'approximate',
    reason: 'Each threshold is assumed to have its own hysteresis: the state becomes a warning.',
    source: `${monitors}/guide/recovery-thresholds/`,
  },
  {
    id: 'datadog/full-window-empty',
    what: 'A monitor that needs a full window, without any data.',
    fidelity: 'approximate',
    reason: 'An empty window is judged as missing data, a partial one is not evaluated.',
    source: `${monitors}/types/metric/#data-window`,
  },
  {
    id: 'datadog/group-retention',
    what: 'A group that has sent nothing for a day.',
    fidelity: 'approximate',
    reason: 'It is dropped and begins anew; the page gives the length for some types of monitors only.',
    source: `${monitors}/configuration/#group-retention-time`,
  },
  {
    id: 'datadog/notify-grouping',
    what: 'One notification for several groups (`groups.notify`).',
    fidelity: 'approximate',
    reason: 'The worst state of the groups counts. Whether a further group notifies again is not documented.',
    source: `${monitors}/configuration/#notification-grouping`,
  },
  {
    id: 'datadog/renotify-end',
    what: 'Repetitions without a limit, after 30 hours.',
    fidelity: 'approximate',
    reason: 'One page lets them end after 30 hours, another never; they end.',
    source: `${monitors}/notify/#renotify`,
  },
  {
    id: 'datadog/log-undeclared',
    what: 'What a search asks of attributes that no record of the case declares.',
    fidelity: 'given',
    reason: 'It is taken to hold: a case declares what it is about.',
    source: 'https://docs.datadoghq.com/logs/explorer/search_syntax/',
  },
  {
    id: 'datadog/log-percentile',
    what: 'Percentiles and unique counts of log attributes.',
    fidelity: 'approximate',
    reason: 'They are computed from the records of the case; Datadog estimates them from sketches.',
    source: `${monitors}/types/log/`,
  },
  {
    id: 'datadog/log-below',
    what: 'Grouped searches that fire below their threshold.',
    fidelity: 'exact',
    reason: 'A group fires when it has some logs but too few, or when no group has any.',
    source: `${monitors}/types/log/#no-data-and-below-alerts`,
  },
  {
    id: 'datadog/value-format',
    what: '`{{value}}` in expected texts.',
    fidelity: 'approximate',
    reason: 'How many digits are shown is not documented.',
    source: `${monitors}/notify/variables/#template-variables`,
  },
  {
    id: 'rabbitmq/queue',
    what: 'Measures of RabbitMQ queues and nodes, evaluated by Datadog.',
    fidelity: 'given',
    reason: 'The case gives the measures; the worst queue that the pattern names decides, as it is compiled.',
    source: 'https://github.com/DataDog/integrations-core/blob/master/rabbitmq/metadata.csv',
  },
  {
    id: 'rabbitmq/watch',
    what: 'Measures of RabbitMQ queues and nodes, evaluated by `alerts watch`.',
    fidelity: 'exact',
    reason: 'The same code evaluates; each sample of the case is one observation.',
    source: 'src/queue-monitor/track.ts',
  },
  {
    id: 'prometheus/rules',
    what: 'Alerting rules of Prometheus.',
    fidelity: 'exact',
    reason: 'promtool evaluates the compiled rules once a minute; a series that stops is marked as stale.',
    source: 'https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/',
  },
  {
    id: 'prometheus/expression',
    what: 'The value of a whole PromQL expression (`expr`).',
    fidelity: 'given',
    reason: 'The case gives what the expression would return; promtool evaluates the rest of the rule.',
    source: 'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/',
  },
  {
    id: 'prometheus/notifications',
    what: 'How often an alert of Prometheus is told.',
    fidelity: 'approximate',
    reason: 'Each beginning to fire counts once; Alertmanager groups, inhibits and repeats by routes of its own.',
    source: 'https://prometheus.io/docs/alerting/latest/alertmanager/',
  },
  {
    id: 'redash/alert',
    what: 'Redash alerts on the rows of a query.',
    fidelity: 'exact',
    reason: 'As its source does it: no rows, no column or no number is "unknown", here no-data.',
    source: 'getredash/redash, redash/models/__init__.py and redash/tasks/alerts.py',
  },
  {
    id: 'redash/sql',
    what: 'The SQL of Redash alerts on tables of a case.',
    fidelity: 'approximate',
    reason:
      'PostgreSQL 18 runs it in UTC, one statement in a read-only transaction; other databases have other dialects.',
    source: 'https://pglite.dev/docs/',
  },
  {
    id: 'graylog/aggregation',
    what: 'Graylog event definitions.',
    fidelity: 'approximate',
    reason:
      'Events have no recovery: the state is ok when the next execution finds nothing. A grace period is counted from the last message, also after the alert had ended; event limits are not imitated, since one event is enough. What a policy of the on-call backend closes later is open in between.',
    source: 'https://go2docs.graylog.org/current/interacting_with_your_log_data/event_definitions.html',
  },
  {
    id: 'statuscake/uptime',
    what: 'Uptime probes: how long down, seen from how many places.',
    fidelity: 'approximate',
    reason: 'Which servers confirm is chosen by StatusCake; every location of the case counts as one.',
    source: 'https://developers.statuscake.com/api/#tag/uptime',
  },
  {
    id: 'statuscake/heartbeat',
    what: 'Heartbeats that stay out.',
    fidelity: 'approximate',
    reason: 'Counted from the last ping to the second; the service looks at intervals of its own.',
    source: 'https://developers.statuscake.com/api/#tag/heartbeat',
  },
  {
    id: 'statuscake/ssl',
    what: 'Certificates that end soon.',
    fidelity: 'given',
    reason: 'The case gives the days that are left.',
    source: 'https://developers.statuscake.com/api/#tag/ssl',
  },
  {
    id: 'statuscake/page-speed',
    what: 'Pages that load slowly, or are too large or too small.',
    fidelity: 'approximate',
    reason: 'Each load decides alone; whether a value that equals the limit counts is not documented.',
    source: 'https://developers.statuscake.com/api/#tag/pagespeed',
  },
] as const satisfies readonly Semantics[];

/** Ids of the table. */
export type FidelityId = (typeof semantics)[number]['id'];

const byId = new Map<string, Semantics>(semantics.map((one) => [one.id, one]));
const order: readonly Fidelity[] = ['exact', 'given', 'approximate'];

/** The weakest fidelity of what decided, and why it is no better. */
export function fidelityOf(notes: Iterable<FidelityId>): {
  readonly fidelity: Fidelity;
  readonly reasons: readonly string[];
} {
  const used = [...notes].map((id) => byId.get(id)).filter((one) => one !== undefined);
  const fidelity = used.reduce<Fidelity>(
    (weakest, one) => (order.indexOf(one.fidelity) > order.indexOf(weakest) ? one.fidelity : weakest),
    'exact',
  );
  const reasons = used.filter((one) => one.fidelity === fidelity && fidelity !== 'exact');
  return { fidelity, reasons: reasons.map((one) => `${one.id}: ${one.reason}`) };
}

/** What is refused, and what a case can do instead. */
export const refused: readonly { readonly what: string; readonly instead: string }[] = [
  {
    what: 'Anomaly, forecast and outlier detection',
    instead: 'Nothing: they compare with what the vendor has learned.',
  },
  {
    what: 'Functions of formulas that look at more than one sample',
    instead: 'Move them into a named query; the case then gives their result.',
  },
  { what: 'A ratio of counts inside one named query', instead: 'Name both sides: each is summed before the division.' },
  { what: '`datadog.raw`', instead: "Say it with one of the other sources: a raw query is in the vendor's own words." },
  {
    what: 'On alerts of Prometheus: `--shift`, and the text of a recovery',
    instead: 'Nothing: promtool evaluates at whole minutes, and a recovery has the texts of its alert.',
  },
];
