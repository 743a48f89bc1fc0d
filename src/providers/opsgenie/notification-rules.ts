import { priorities } from '../../definitions/types.ts';
import type { ContactRule, OnCallPerson } from '../../oncall/model.ts';
import { weekLength, weekWindows, type WeekWindow } from '../../oncall/time/week.ts';
import type { CompileProblem, ResolvedPerson, SquadResource } from '../provider.ts';
import type { Inputs } from './compiling.ts';
import { notificationRuleType } from './resource-types.ts';
import { hasHolidays } from './holidays.ts';
import { usernameOf } from './names.ts';
import { restriction } from './windows.ts';

/**
 * What a person has to set up in their own profile: definitions know no telephone number and no device, and rules of which one is missing
 * would call them less than they say. Undefined when e-mail is all that their rules use.
 */
export function ownSetup(person: OnCallPerson): CompileProblem | undefined {
  const ways = [...new Set(person.contacts.flatMap(({ steps }) => steps.map(({ by }) => by)))];
  const own = ways.filter((way) => way !== 'email');
  if (own.length === 0) return undefined;
  return {
    constraint: 'opsgenie/contact',
    severity: 'info',
    message: `Opsgenie needs a number or a device for ${own.join(', ')}: ${person.name} enters it, and these rules, in their profile.`,
    path: ['contacts', 'rules'],
    help: 'Open Settings, My profile, Notifications.',
  };
}

/**
 * A rule on new alerts, by e-mail; the first of a person's rules that holds counts. Its place is an index from 0
 * (https://docs.opsgenie.com/docs/notification-rule-api); it is made after the rule before it, since the plugin does not send 0
 * (opsgenie-go-sdk-v2 v1.2.23, notification/request.go), and a rule without a place goes behind the others.
 */
export function notificationRuleOf(
  rule: ContactRule,
  index: number,
  { id, person, personIdentity }: ResolvedPerson,
  problems: CompileProblem[],
): SquadResource {
  const username = usernameOf(person);
  const number = index + 1;
  const path = ['contacts', 'rules', index];
  const minutes = (seconds: number, ...at: (string | number)[]): number => {
    if (seconds % 60 !== 0)
      problems.push({
        constraint: 'opsgenie/whole-minutes',
        severity: 'error',
        message: `Opsgenie counts in whole minutes; ${seconds} s is not possible.`,
        path: [...path, ...at],
      });
    return Math.floor(seconds / 60);
  };
  reportHours(rule, path, problems);
  return {
    kind: 'notification-rule',
    id: `${id}.${number}`,
    at: path,
    type: notificationRuleType,
    title: `${username}: alerts ${number}`,
    inputs: {
      name: `alerts ${number}`,
      username,
      actionType: 'create-alert',
      enabled: true,
      order: index,
      criterias: [criteriaOf(rule)],
      timeRestrictions: restriction(windowsOf(rule), 'restrictions'),
      steps: rule.steps.map(({ after }, step) => ({
        enabled: true,
        sendAfter: minutes(after, 'steps', step, 'after'),
        contacts: [{ method: 'email', to: username }],
      })),
      repeats: [repeatOf(rule, minutes)],
    },
    options: {
      dependsOn: [
        personIdentity('user', id),
        ...(index === 0 ? [] : [personIdentity('notification-rule', `${id}.${index}`)]),
      ],
    },
    derivedFrom: {
      criterias: ['contacts'],
      steps: ['contacts'],
      repeats: ['contacts'],
      timeRestrictions: ['contacts'],
    },
  };
}

function reportHours({ hours }: ContactRule, path: readonly (string | number)[], problems: CompileProblem[]): void {
  if (!hours) return;
  const at = [...path, 'when', 'hours'];
  if (hasHolidays(hours))
    problems.push({
      constraint: 'opsgenie/holidays',
      severity: 'warning',
      message: `Notification rules of Opsgenie know no holidays: "${hours.label}" holds on those, too.`,
      path: at,
    });
  if (weekWindows(hours).some(({ from, until }) => from % 30 !== 0 || until % 30 !== 0))
    problems.push({
      constraint: 'opsgenie/half-hour',
      severity: 'error',
      message: `Opsgenie knows full and half hours only; it would round "${hours.label}".`,
      path: at,
    });
}

/** Always in two windows: what is left out stays as it was, and the plugin knows windows of the week only. */
function windowsOf({ hours }: ContactRule): readonly WeekWindow[] {
  const windows = hours ? weekWindows(hours) : [{ from: 0, until: weekLength }];
  const [first] = windows;
  if (!first || windows.length > 1 || first.until - first.from < weekLength) return windows;
  return [
    { from: 0, until: weekLength / 2 - 720 },
    { from: weekLength / 2 - 720, until: weekLength },
  ];
}

function criteriaOf({ priorities: wanted }: ContactRule): Inputs {
  const others = wanted ? priorities.filter((priority) => !wanted.includes(priority)) : [];
  if (others.length === 0) return { type: 'match-all' };
  const conditions = others.map((expectedValue, order) => ({
    field: 'priority',
    operation: 'equals',
    not: true,
    expectedValue,
    order,
  }));
  return { type: 'match-all-conditions', conditions };
}

/** A repetition that is off where there is none: left out it would stay. */
function repeatOf({ repeat }: ContactRule, minutes: (seconds: number, at: string) => number): Inputs {
  return repeat === undefined
    ? { loopAfter: 1, enabled: false }
    : { loopAfter: minutes(repeat, 'repeat'), enabled: true };
}
