import type { Constraint } from '../provider.ts';

const docs = 'https://docs.datadoghq.com';

/** Constraints on queries, formulas, groups and windows. */
export const queryConstraints = [
  {
    id: 'datadog/query',
    summary: 'A metric query is `aggregator:metric{filter}`, without window, comparison and threshold.',
    why: 'Window, grouping and threshold are written from the condition; a second one in the query makes Datadog refuse the monitor.',
    source: `${docs}/api/latest/monitors/#create-a-monitor`,
  },
  {
    id: 'datadog/grouping-in-query',
    summary: 'The grouping stands in `groups`, not in a query.',
    why: 'The same groups go into every query, the notification grouping and the texts; a grouping in one query would be missed there.',
    source: 'docs/format.md, groups',
  },
  {
    id: 'datadog/formula',
    summary: 'A formula combines the named queries with + - * / and functions, and is there when there are several.',
    why: 'A name that no query has, an unused query or an open parenthesis is refused by Datadog or measures something else.',
    source: `${docs}/monitors/types/metric/`,
  },
  {
    id: 'datadog/interpolation-leftover',
    summary: 'No `${name}` is left in what is sent to Datadog.',
    why: 'Datadog takes it as text: the filter matches nothing and the monitor never fires.',
    source: 'docs/format.md, Rules that hold everywhere',
  },
  {
    id: 'datadog/group-facet',
    summary:
      'Metrics and checks are grouped by tag keys; facets (`@name`) belong to logs and events; a burn rate has no groups.',
    why: 'A metric has no facets: the monitor would have one group without a value.',
    source: `${docs}/monitors/configuration/#set-alert-aggregation`,
  },
  {
    id: 'datadog/group-limit',
    summary: 'Logs and events have at most four groupings and 1,000 groups.',
    why: 'Datadog keeps the top values only: whatever is beyond is never evaluated.',
    source: `${docs}/monitors/types/log/#define-the-search-query`,
  },
  {
    id: 'datadog/notify-by',
    summary: '`groups.notify` names some of the aliases in `groups.by`.',
    why: '`notify_by` must be a proper subset of the grouping.',
    source: 'https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/monitor#notify_by',
  },
  {
    id: 'datadog/window-range',
    summary: 'A window is a whole number of minutes: at most a week for metrics, two days for APM, logs and events.',
    why: 'Datadog refuses every other window.',
    source: `${docs}/monitors/configuration/#evaluation-window`,
  },
  {
    id: 'datadog/check-window',
    summary: 'A service check looks at 100 consecutive statuses at most.',
    why: '`last(count)` is limited to 100 and not below the largest threshold.',
    source: `${docs}/api/latest/monitors/#create-a-monitor`,
  },
  {
    id: 'datadog/composite-formula',
    summary: 'A composite joins its members with `&&`, `||`, `!` and parentheses, and uses each of them.',
    why: 'Anything else is refused; an unused member is a mistake.',
    source: `${docs}/monitors/types/composite/#set-triggering-conditions`,
  },
  {
    id: 'datadog/composite-member',
    summary:
      'A composite has 1 to 10 members that are Datadog monitors of the same squad, and no composite among them.',
    why: 'Datadog allows ten, no nesting; the ids of another squad are in another unit. An alert with `atLeast` counts for its parts.',
    source: `${docs}/monitors/types/composite/#select-monitors`,
  },
  {
    id: 'datadog/composite-groups',
    summary: "The groups of a composite's members contain each other.",
    why: 'Only common groups are evaluated: without any the composite never triggers.',
    source: `${docs}/monitors/types/composite/#common-reporting-sources`,
  },
  {
    id: 'datadog/raw-threshold',
    summary: 'The critical threshold of a raw monitor equals the number at the end of its query.',
    why: 'Datadog refuses the monitor otherwise.',
    source: 'https://github.com/grosser/kennel, critical_does_not_match_query',
  },
] as const satisfies readonly Constraint[];
