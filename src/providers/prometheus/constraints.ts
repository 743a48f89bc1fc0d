import type { Constraint } from '../provider.ts';

const docs = 'https://prometheus.io/docs/prometheus/latest';
const alertmanager = 'https://prometheus.io/docs/alerting/latest/configuration';

/** What Prometheus would refuse, or cannot express. */
export const constraints = [
  {
    id: 'prometheus/syntax',
    summary: 'The expression is PromQL, and has values that can be compared.',
    why: 'One rule that cannot be read keeps Prometheus from loading the whole file.',
    source: `${docs}/querying/basics/`,
  },
  {
    id: 'prometheus/interpolation-leftover',
    summary: 'No `${…}` is left in an expression.',
    why: 'A name that nothing fills would be sent as it stands.',
    source: 'docs/format.md, interpolation',
  },
  {
    id: 'prometheus/template-variable',
    summary: 'Texts use only variables that the rule has.',
    why: 'A template that names something else does not run, and the text shows an error in its place.',
    source: `${docs}/configuration/template_reference/`,
  },
  {
    id: 'prometheus/label',
    summary: 'Tags and groups are names of labels, and none that a rule has anyway.',
    why: 'Labels of a rule replace those of its series: two series that differ only there would become one alert, which is an error.',
    source: `${docs}/configuration/alerting_rules/`,
  },
  {
    id: 'prometheus/owner-group',
    summary: 'The owner follows from a group that the alert has.',
    why: 'The label `squad` is filled from the label of the series.',
    source: `${docs}/configuration/alerting_rules/#templating`,
  },
  {
    id: 'prometheus/window',
    summary: '`over` is whole minutes.',
    why: 'A window is a subquery that evaluates the expression once a minute.',
    source: `${docs}/querying/basics/#subquery`,
  },
  {
    id: 'prometheus/reduce',
    summary: '`reduce` comes with `over`.',
    why: 'Without a window there is one value, and nothing to reduce.',
    source: `${docs}/querying/functions/#aggregation_over_time`,
  },
  {
    id: 'prometheus/at-least',
    summary: '`atLeast` is said in the expression.',
    why: 'There is one expression and no named queries.',
    source: `${docs}/querying/operators/#logical-set-binary-operators`,
  },
  {
    id: 'prometheus/full-window',
    summary: 'A window need not be full.',
    why: 'Functions over time take the samples that are there.',
    source: `${docs}/querying/functions/#aggregation_over_time`,
  },
  {
    id: 'prometheus/keep',
    summary: 'Missing data end an alert, at the latest after `keepFiringFor`.',
    why: 'An alert exists while its expression returns a series; `keep_firing_for` prolongs that by a fixed time.',
    source: `${docs}/configuration/alerting_rules/#defining-alerting-rules`,
  },
  {
    id: 'prometheus/no-data-groups',
    summary: '`noData: notify` of a grouped alert tells only that all groups are missing.',
    why: '`absent` returns one element when its argument has none, and knows no labels of what was there before.',
    source: `${docs}/querying/functions/#absent`,
  },
  {
    id: 'prometheus/notify-grouping',
    summary: '`groups.notify` belongs to the routes of Alertmanager.',
    why: '`group_by` of a route decides which alerts are told together.',
    source: `${alertmanager}/#route`,
  },
  {
    id: 'prometheus/new-group-delay',
    summary: 'New groups are not delayed.',
    why: 'A rule has no notion of a series that it has never seen.',
    source: `${docs}/configuration/recording_rules/#rule`,
  },
  {
    id: 'prometheus/renotify',
    summary: '`renotify` belongs to the routes of Alertmanager.',
    why: '`repeat_interval` of a route decides how often an alert is told again.',
    source: `${alertmanager}/#route`,
  },
  {
    id: 'prometheus/recovery-notice',
    summary: '`notify.recovery` belongs to the receivers of Alertmanager.',
    why: '`send_resolved` of a receiver decides whether it hears of recoveries.',
    source: `${alertmanager}/#receiver`,
  },
  {
    id: 'prometheus/auto-close',
    summary: '`autoClose` has no effect.',
    why: 'An alert whose series are gone is resolved at the next evaluation.',
    source: `${docs}/configuration/alerting_rules/#defining-alerting-rules`,
  },
] as const satisfies readonly Constraint[];

/** Ids of the table. */
export type ConstraintId = (typeof constraints)[number]['id'];
