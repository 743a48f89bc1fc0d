import type { Constraint } from '../provider.ts';

const server = 'Graylog2/graylog2-server, graylog2-server/src/main/java/org/graylog/events/';
const config = `${server}processor/aggregation/AggregationEventProcessorConfig.java`;

/** What Graylog refuses, or would do silently; checked before it is asked. */
export const constraints = [
  {
    id: 'graylog/condition',
    summary: 'A critical threshold over a window is all that is compared.',
    why: 'Each execution makes events or none. There are no warnings, no recovery thresholds, no holding, no delay and no word about missing data.',
    source: config,
  },
  {
    id: 'graylog/threshold',
    summary: 'An aggregation has a critical threshold.',
    why: 'Series without conditions are refused.',
    source: `${config}, validate`,
  },
  {
    id: 'graylog/silent-groups',
    summary: 'What is counted by group fires above a threshold.',
    why: 'A group without messages is no row of the result: a count that falls to nothing is never seen.',
    source: `${server}processor/aggregation/PivotAggregationSearch.java`,
  },
  {
    id: 'graylog/group-field',
    summary: 'Groups are by fields of messages.',
    why: 'Names of fields have letters, digits and _ - . @ only.',
    source: 'Graylog2/graylog2-server, org/graylog2/plugin/Message.java, VALID_KEY_CHARS',
  },
  {
    id: 'graylog/group-notices',
    summary: 'Every group is told by itself, as soon as it is there.',
    why: 'The key of an event has all groups; nothing waits for new ones.',
    source: `${server}processor/EventDefinitionDto.java, key_spec`,
  },
  {
    id: 'graylog/renotify-max',
    summary: 'Repetitions have no limit.',
    why: 'A grace period says how long an event of the same key is not told again, and nothing counts.',
    source: `${server}notifications/EventNotificationSettings.java`,
  },
  {
    id: 'graylog/notices',
    summary: 'Only what was found is told.',
    why: 'Events have no end, no warnings, and none tells of missing data.',
    source: `${server}event/EventDto.java`,
  },
  {
    id: 'graylog/destination',
    summary: 'Whoever is told has an address that Graylog can reach.',
    why: 'It sends requests with a key, mails, and messages to Slack by a webhook.',
    source: `${server}notifications/types/`,
  },
  {
    id: 'graylog/title-length',
    summary: 'The title of a page has at most 130 characters.',
    why: 'Graylog sends the request as it is, and Opsgenie refuses longer titles: nobody would be called.',
    source: 'https://docs.opsgenie.com/docs/alert-api, create alert, message',
  },
  {
    id: 'graylog/owner',
    summary: 'One squad is reached.',
    why: 'A notification names its recipients; no field of an event decides them.',
    source: `${server}notifications/types/HTTPEventNotificationConfigV2.java`,
  },
  {
    id: 'graylog/template-variable',
    summary: 'Texts refer to the value, the threshold and groups.',
    why: 'An event has no other fields; the text would have a gap.',
    source: `${server}notifications/EventNotificationModelData.java`,
  },
  {
    id: 'graylog/stream-rule',
    summary: 'A rule of a stream says one thing of its field.',
    why: 'It has a type and a value.',
    source: 'Graylog2/graylog2-server, org/graylog2/plugin/streams/StreamRuleType.java',
  },
  {
    id: 'graylog/auto-close',
    summary: 'A policy of the squad closes alerts after the time of "autoClose".',
    why: 'Graylog tells of no end, so the on-call backend closes: by a policy with "autoClose" that selects the alert.',
    source: 'https://support.atlassian.com/opsgenie/docs/create-and-manage-notification-policies/',
  },
  {
    id: 'graylog/never-closes',
    summary: 'Something closes an alert that pages.',
    why: 'Graylog tells of no end. An alert that stays open swallows the next one of its kind: that is counted, and calls nobody.',
    source: 'https://support.atlassian.com/opsgenie/docs/what-is-alert-de-duplication/',
  },
] as const satisfies readonly Constraint[];

export type ConstraintId = (typeof constraints)[number]['id'];
