import type { Path } from '../../definitions/source/node.ts';
import type { CompileProblem, Constraint } from '../provider.ts';

const docs = 'docs.datadoghq.com';
const openApi = 'DataDog/datadog-api-client-typescript, .generator/schemas/v1/openapi.yaml';
const terraform = 'DataDog/terraform-provider-datadog, datadog/resource_datadog_monitor.go';
const kennel = 'grosser/kennel, lib/kennel/models/monitor.rb';

/** What Datadog demands, checked here first; the ids are those of findings. */
const table = {
  'grouping-in-query': [
    'A query has no grouping of its own.',
    '`groups` writes the grouping, so that titles, notifications and tests know the dimensions.',
    `${docs}/monitors/types/metric`,
  ],
  query: [
    'A metric query has an aggregator, a metric and a scope.',
    'Datadog refuses anything else: "The value provided for parameter query is invalid".',
    openApi,
  ],
  formula: [
    'A formula uses exactly the names of its queries.',
    'A name that is no query cannot be evaluated; a query that is not used costs and misleads.',
    `${docs}/monitors/types/metric`,
  ],
  'window-range': [
    'An evaluation window is between the least and the greatest that the kind of monitor takes.',
    'The API refuses others: metrics 1m to 1w, searches 1m to 48h.',
    openApi,
  ],
  'threshold-order': ['The warning threshold is on the quiet side of the critical one.', 'The API refuses it.', kennel],
  'recovery-side': [
    'A recovery threshold is on the quiet side of its threshold.',
    'The API refuses it, and the monitor would never recover.',
    `${docs}/monitors/guide/recovery-thresholds`,
  ],
  'count-needs-sum': [
    'Counts are summed over the window.',
    'With as_count() in arithmetic Datadog sums each side before it divides; another aggregation is evaluated per point.',
    `${docs}/monitors/guide/as-count-in-monitor-evaluations`,
  ],
  reduce: [
    'The reduction over the window is one that the monitor has.',
    'Metric monitors aggregate by avg, sum, min and max; searches only by what `compute` says.',
    openApi,
  ],
  hold: [
    '"for" is expressible: all values over that time are beyond the threshold.',
    'Datadog has no hold duration; min or max over the window says the same for plain values, and nothing says it for counts or together with "over".',
    `${docs}/monitors/types/metric`,
  ],
  'at-least': [
    '"atLeast" names a query of the same source and becomes a composite.',
    'A Datadog query has no floor; a second monitor on the traffic, joined to the first by a composite, says it truthfully.',
    `${docs}/monitors/types/composite`,
  ],
  'no-data': [
    'The no-data behaviour is one that the kind of monitor has.',
    'The API refuses on_missing_data on service checks, composites and SLO monitors, and anything but default with default_zero().',
    kennel,
  ],
  'full-window': ['"fullWindow" is given only for metrics.', 'Searches and checks have no such option.', openApi],
  delay: [
    'The evaluation delay is at most a day, and only metrics have one.',
    'The API refuses more than 86400 seconds.',
    openApi,
  ],
  'notify-by': [
    '"groups.notify" names aliases of "groups.by", but not all of them.',
    'notify_by must be a proper subset of the groups; naming all of them is the default.',
    terraform,
  ],
  'group-limit': [
    '"groups.limit" is given only for searches.',
    'Metric monitors evaluate every group; only searches take the top values.',
    `${docs}/monitors/types/log`,
  ],
  renotify: [
    'Repetition is between 1 minute and 10 days, in whole minutes.',
    'renotify_interval is in minutes; the API refuses others.',
    openApi,
  ],
  'auto-close': ['"autoClose" is at most 24 hours and in whole hours.', 'timeout_h takes 0 to 24.', kennel],
  'name-length': [
    'A title has at most 255 characters.',
    'Longer titles are cut on phones and in the on-call backend.',
    'our own limit: none is documented',
  ],
  'check-window': [
    'A check needs at most 100 statuses.',
    'last(N) takes up to 100, and N must exceed the largest threshold.',
    openApi,
  ],
  'composite-member': [
    'Every member of a composite exists in the environment, is no composite, and is on Datadog.',
    'Composites cannot be nested, and a member that is missing makes the composite never evaluate.',
    `${docs}/monitors/types/composite`,
  ],
  'composite-formula': [
    "A composite's formula uses every member and nothing else.",
    'An unused member costs a monitor and suggests a condition that is not there.',
    `${docs}/monitors/types/composite`,
  ],
  'composite-groups': [
    'Grouped members of a composite share a group.',
    'Datadog evaluates the groups that all members have; with none in common it never fires.',
    `${docs}/monitors/types/composite`,
  ],
  'text-mention': [
    'Texts contain no handles.',
    'Datadog notifies every handle that it finds in a message; who hears of an alert follows from `notify`.',
    `${docs}/monitors/notify`,
  ],
  'text-conditional': [
    'Texts contain no conditionals of Datadog.',
    'Blocks like {{#is_alert}} are written from `notify`, so that they are always balanced.',
    `${docs}/monitors/notify/variables`,
  ],
  'unknown-channel': [
    'A notified channel is one that Datadog can reach.',
    'Handles exist for Slack, Microsoft Teams and e-mail lists.',
    `${docs}/monitors/notify`,
  ],
  'no-handle': [
    'A page has a handle of the on-call backend.',
    'Without `onCall` and a connection with `handle` nobody would be called.',
    `${docs}/integrations/opsgenie`,
  ],
  slo: [
    'An SLO that an alert burns exists, and Datadog measures it.',
    'A burn rate is computed from a Datadog SLO.',
    `${docs}/monitors/types/slo`,
  ],
  'slo-target': [
    'An SLO promises more than 0 and less than 100 percent.',
    'Datadog refuses others; with 100 percent there is no budget to burn.',
    kennel,
  ],
  'slo-window': [
    'An SLO has one rolling window of 7, 30 or 90 days.',
    'Datadog knows these time frames only.',
    openApi,
  ],
  'slo-indicator': [
    'An SLO has one ratio of good to total with Datadog queries.',
    'That is what a metric-based SLO takes.',
    `${docs}/service_level_objectives/metric`,
  ],
  'burn-impossible': [
    'A burn rate is possible for the target.',
    'At a target t no error rate burns faster than 1/(1-t): the monitor would never fire.',
    'SRE workbook, chapter 5',
  ],
  'burn-windows': [
    'Burn windows are 5 minutes to 48 hours, and the short one is shorter.',
    'Datadog takes long windows of 1 to 48 hours and short ones below them.',
    `${docs}/service_level_objectives/burn_rate`,
  ],
  'raw-option': ['A raw option is one that the Pulumi resource has.', 'It would be dropped silently.', terraform],
  tag: [
    'A tag has at most 200 characters and no spaces.',
    'Datadog rewrites others, which makes a difference that never goes away.',
    `${docs}/getting_started/tagging`,
  ],
} as const satisfies Record<string, readonly [string, string, string]>;

export type ConstraintId = keyof typeof table;

/** The constraints with their full ids, for pages and `alerts explain`. */
export const constraints: readonly Constraint[] = Object.entries(table).map(([id, [summary, why, source]]) => ({
  id: `datadog/${id}`,
  summary,
  why,
  source,
}));

/** Collects what cannot be expressed; nothing is thrown. */
export class Problems {
  readonly list: CompileProblem[] = [];

  add(id: ConstraintId, path: Path, message: string, help?: string): void {
    this.list.push({ constraint: `datadog/${id}`, severity: 'error', message, path, ...(help ? { help } : {}) });
  }
}
