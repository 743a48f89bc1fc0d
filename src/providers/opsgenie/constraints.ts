import type { Constraint } from '../provider.ts';

const docs = 'https://docs.opsgenie.com/docs';

/** What Opsgenie refuses, or would do silently; checked before it is asked. */
export const constraints: readonly Constraint[] = [
  {
    id: 'opsgenie/half-hour',
    summary: 'Turns, hours and overrides begin and end at a full or half hour.',
    why: 'Opsgenie rounds every other minute to the nearest half hour without a word: somebody would be called earlier or later than written.',
    source: `${docs}/schedule-rotation-api`,
  },
  {
    id: 'opsgenie/windows',
    summary: 'Hours make at least one and at most fifteen windows of a week.',
    why: 'A time restriction holds 15 windows; hours that are never would leave a rule that never holds.',
    source: `${docs}/schedule-rotation-api`,
  },
  {
    id: 'opsgenie/name',
    summary: 'Names are as long as Opsgenie takes them.',
    why: 'Teams, schedules, services and users have at most 99 characters; squad and id are both part of the name, since names are unique in an account.',
    source: 'terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_schedule.go',
  },
  {
    id: 'opsgenie/description',
    summary: 'A description leaves room for the marker.',
    why: 'Descriptions have at most 10,000 characters, and end with what says whose the object is.',
    source: 'terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_schedule.go',
  },
  {
    id: 'opsgenie/whole-minutes',
    summary: 'Delays, repetitions and intervals are whole minutes.',
    why: 'Opsgenie counts in minutes; a part of one cannot be sent.',
    source: `${docs}/escalation-api`,
  },
  {
    id: 'opsgenie/escalation-empty',
    summary: 'An escalation notifies somebody.',
    why: 'Opsgenie refuses an escalation without rules.',
    source: `${docs}/escalation-api`,
  },
  {
    id: 'opsgenie/escalation-target',
    summary: 'A step notifies a person, a schedule or a squad.',
    why: 'Rules of escalations have users, schedules and teams as recipients.',
    source: `${docs}/escalation-api`,
  },
  {
    id: 'opsgenie/channel',
    summary: "Channels are not part of Opsgenie's escalations.",
    why: 'A channel hears of alerts by the Slack integration of the team, which the API cannot create.',
    source: `${docs}/integration-api`,
  },
  {
    id: 'opsgenie/routing-rules',
    summary: 'A squad has at most 99 routing rules.',
    why: 'A team has 100, one of which is the default rule; hours with holidays, and their complement, take more than one.',
    source: `${docs}/team-routing-rule-api`,
  },
  {
    id: 'opsgenie/selector',
    summary: 'Routing and policies select by what an alert carries.',
    why: 'A monitor hands its priority, title and tags on (team, service, env, category and its own); types and tiers of applications are not among them.',
    source: 'src/providers/datadog/tags.ts',
  },
  {
    id: 'opsgenie/expression',
    summary: 'A title pattern between slashes is a regular expression.',
    why: 'Opsgenie would refuse it, or never match.',
    source: `${docs}/team-routing-rule-api`,
  },
  {
    id: 'opsgenie/tag-length',
    summary: 'Tags have at most 50 characters, and an alert at most 20 of them.',
    why: 'What is longer is cut, so that nothing would match it.',
    source: `${docs}/alert-api`,
  },
  {
    id: 'opsgenie/message-length',
    summary: 'A new title leaves room for the old one.',
    why: 'Titles are cut at 130 characters: the end of the old one would be lost.',
    source: `${docs}/alert-api`,
  },
  {
    id: 'opsgenie/notification-effects',
    summary: 'A policy delays, deduplicates or suppresses.',
    why: 'The three exclude each other in one notification policy.',
    source: 'terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_notification_policy.go',
  },
  {
    id: 'opsgenie/account-zone',
    summary: "The account's zone is the project's.",
    why: 'Windows of policies have no zone of their own, and no request tells or changes that of the account.',
    source: `${docs}/time-constraints-and-timezones`,
  },
  {
    id: 'opsgenie/holidays',
    summary: 'Hours of notification rules have no holidays.',
    why: 'Their windows are weekly, and nothing else of a person can be switched for a day.',
    source: `${docs}/notification-rule-api`,
  },
  {
    id: 'opsgenie/contact',
    summary: 'Numbers and devices are in the profile of a person.',
    why: 'Definitions hold no personal data beyond an address for work, and a rule needs the number or device that it calls.',
    source: `${docs}/notification-rule-api`,
  },
  {
    id: 'opsgenie/heartbeat-interval',
    summary: 'A heartbeat comes every so many whole minutes.',
    why: 'Opsgenie counts intervals in minutes, hours or days; anything shorter cannot be watched.',
    source: `${docs}/heartbeat-api`,
  },
  {
    id: 'opsgenie/heartbeat-name',
    summary: 'A heartbeat is named with letters, digits, dots, underscores and hyphens.',
    why: 'The name is part of the address that is pinged.',
    source: `${docs}/heartbeat-api`,
  },
  {
    id: 'opsgenie/integration-type',
    summary: 'An integration has a type that can be created by the API without further fields.',
    why: 'Opsgenie answers 422 for a type that needs more than a name.',
    source: `${docs}/integration-api`,
  },
  {
    id: 'opsgenie/integration-address',
    summary: 'An integration of type Email has an address, and no other has.',
    why: 'Opsgenie makes the mailbox with the integration.',
    source: `${docs}/integration-api`,
  },
  {
    id: 'opsgenie/action-order',
    summary: 'Actions of an integration stand in the order in which Opsgenie tries them.',
    why: "It tries all that ignore, then all that create, close, acknowledge and add notes; the order within a kind is the file's.",
    source: `${docs}/integration-api`,
  },
  {
    id: 'opsgenie/maintenance',
    summary: 'A maintenance names what it switches off.',
    why: 'Opsgenie refuses one without rules.',
    source: `${docs}/maintenance-api`,
  },
];
