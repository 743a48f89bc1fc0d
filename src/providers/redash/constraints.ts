import type { Constraint } from '../provider.ts';

const models = 'getredash/redash, redash/models/__init__.py';
const checks = 'getredash/redash, redash/tasks/alerts.py';

/** What Redash cannot do, or would do silently; checked before it is asked. */
export const constraints = [
  {
    id: 'redash/condition',
    summary: 'A value is compared with one limit.',
    why: 'Each execution of the query is judged by itself: there are no windows, no warnings and no recovery thresholds. What is to be seen over time belongs into the query.',
    source: `${models}, Alert.evaluate`,
  },
  {
    id: 'redash/no-data',
    summary: 'A value that is missing is told of.',
    why: 'No row, no column and no value are the state "unknown", and each change of the state is told, but that from "unknown" to "ok".',
    source: `${checks}, check_alerts_for_query`,
  },
  {
    id: 'redash/groups',
    summary: 'Alerts have no groups.',
    why: 'An alert compares one value: of the first row, or the largest or smallest.',
    source: `${models}, Alert.evaluate`,
  },
  {
    id: 'redash/renotify-max',
    summary: 'What is told again is told for as long as it is bad.',
    why: 'An alert has a time after which it is told again (`rearm`), and no number of times.',
    source: `${checks}, should_notify`,
  },
  {
    id: 'redash/notices',
    summary: 'All who are told are told of everything.',
    why: 'A subscription has no states: whoever is told that a value is bad is told that it is missing, and that it is good again.',
    source: `${models}, AlertSubscription.notify`,
  },
  {
    id: 'redash/auto-close',
    summary: 'Nothing is closed after a time.',
    why: 'An alert has the state of the last execution, whatever its age; the on-call backend closes by its policies.',
    source: `${models}, Alert.evaluate`,
  },
  {
    id: 'redash/every',
    summary: 'Queries run every whole number of minutes.',
    why: 'Redash looks for queries that are due twice a minute; what is written in seconds runs at other times.',
    source: 'getredash/redash, redash/tasks/schedule.py, refresh_queries',
  },
  {
    id: 'redash/data-source',
    summary: 'A query names its data source.',
    why: 'A query runs on exactly one data source. Where none is named Redash answers with an internal error.',
    source: 'getredash/redash, redash/handlers/queries.py, QueryListResource.post',
  },
  {
    id: 'redash/parameters',
    summary: 'A query has no parameters.',
    why: 'Whatever stands in double braces is a parameter, and the schedule does not fill it in: the alert is never evaluated.',
    source: 'getredash/redash, redash/models/parameterized_query.py',
  },
  {
    id: 'redash/name-length',
    summary: 'Titles have at most 255 letters.',
    why: 'Names of queries and alerts are kept in columns of this length.',
    source: `${models}, Query.name and Alert.name`,
  },
  {
    id: 'redash/destination',
    summary: 'Whoever is told has a mailbox, or stands behind the webhook.',
    why: 'Redash has no integration of an on-call backend: it writes mails and asks webhooks. Webhooks of Slack are bound to one channel each, so channels are told by mail.',
    source: 'getredash/redash, redash/destinations/',
  },
  {
    id: 'redash/owner',
    summary: 'An alert reaches one squad.',
    why: 'Its destinations are the same whatever the value is.',
    source: `${models}, AlertSubscription`,
  },
  {
    id: 'redash/template-variable',
    summary: 'Texts have variables that Redash can fill in.',
    why: 'A variable that is not known is filled in as nothing.',
    source: `${models}, Alert.render_template`,
  },
] as const satisfies readonly Constraint[];

export type ConstraintId = (typeof constraints)[number]['id'];
