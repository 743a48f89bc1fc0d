import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { filterIn, matchAll, shownFilter } from '../blocks/filter.ts';
import { recipientsIn, shownRecipient } from '../blocks/recipients.ts';
import { restrictionIn } from '../blocks/restriction.ts';
import { choiceIn, fieldsOf, flagIn, integerIn, invalid, objectIn, Refusal, requiredText, textIn } from '../refusal.ts';
import { textsIn } from '../refusal.ts';
import { created, deleted, missing, ok, reorder, route, updated, type Call, type Route } from '../routes.ts';
import { shownStep, stepsIn } from './steps.ts';
import type { Contact, NotificationRule, User } from './user.ts';
import { userOf } from './users.ts';

const events = [
  'create-alert',
  'acknowledged-alert',
  'closed-alert',
  'assigned-alert',
  'add-note',
  'schedule-start',
  'schedule-end',
  'incoming-call-routing',
] as const;
const times = ['just-before', '15-minutes-ago', '1-hour-ago', '1-day-ago'];
const known = [
  'name',
  'actionType',
  'criteria',
  'notificationTime',
  'timeRestriction',
  'schedules',
  'steps',
  'order',
  'repeat',
  'enabled',
];

/** Rules of a user for an event, in their order. */
export function rulesFor(account: Account, user: string, actionType: string): NotificationRule[] {
  return [...account.notificationRules.values()]
    .filter((one) => one.user === user && one.actionType === actionType)
    .sort((a, b) => a.order - b.order);
}

/** What a user has from the start: new alerts by e-mail, at once. It stays behind all other rules. */
export function addDefaultRule(account: Account, user: User, { method, to }: Contact): void {
  const step = { id: account.newId(), method, to, minutes: 0, enabled: true };
  const rule: NotificationRule = {
    id: account.newId(),
    user: user.id,
    actionType: 'create-alert',
    isDefault: true,
    order: 0,
    name: 'New Alert',
    enabled: true,
    criteria: matchAll,
    notificationTime: [],
    schedules: [],
    steps: [step],
  };
  account.notificationRules.set(rule.id, rule);
}

/** The rule that an address names. */
export function ruleOf(call: Call): NotificationRule {
  const user = userOf(call);
  const id = call.ids[1] ?? '';
  const rule = call.account.notificationRules.get(id);
  return rule?.user === user.id ? rule : missing('Notification rule', id);
}

function loopIn(fields: Fields): { loopAfter?: number | undefined } {
  const repeat = objectIn(fields, 'repeat');
  if (!repeat) return {};
  const { loopAfter, enabled } = fieldsOf(repeat, ['loopAfter', 'enabled']);
  if (enabled === false || loopAfter === 0) return { loopAfter: undefined };
  return { loopAfter: integerIn(repeat, 'loopAfter', 1, 10_000) ?? invalid('repeat', 'needs loopAfter') };
}

/** What a request says about a rule; what it leaves out stays as it is. */
function apply(account: Account, fields: Fields, rule: NotificationRule): void {
  const notificationTime = textsIn(fields, 'notificationTime', 4, 20) ?? rule.notificationTime;
  if (notificationTime.some((one) => !times.includes(one)))
    invalid('notificationTime', `must be of ${times.join(', ')}`);
  const timeRestriction = restrictionIn(fields, 'timeRestriction');
  Object.assign(rule, {
    notificationTime,
    name: textIn(fields, 'name', 512) ?? rule.name,
    criteria: filterIn(fields, 'criteria') ?? rule.criteria,
    schedules: recipientsIn(account, fields, 'schedules', ['schedule']) ?? rule.schedules,
    steps: stepsIn(account, rule, fields) ?? rule.steps,
    enabled: flagIn(fields, 'enabled') ?? rule.enabled,
    ...(timeRestriction ? { timeRestriction } : {}),
    ...loopIn(fields),
  });
}

/** Moves a rule among those of the same event that are not the default. */
function move(account: Account, rule: NotificationRule, place: number): void {
  if (rule.isDefault) return;
  const rules = rulesFor(account, rule.user, rule.actionType);
  reorder(
    rules.filter((one) => !one.isDefault),
    rule,
    place,
  );
  for (const one of rules) if (one.isDefault) one.order = rules.length;
}

/** Without a place a new rule goes behind the others, before the default. */
function create(call: Call): Reply {
  const { account } = call;
  const user = userOf(call);
  const fields = fieldsOf(call.body, known);
  const actionType = choiceIn(fields, 'actionType', events) ?? invalid('actionType', 'may not be empty');
  const name = requiredText(fields, 'name', 512);
  if (rulesFor(account, user.id, actionType).some((one) => one.name === name))
    throw new Refusal(409, `Notification rule with name [${name}] already exists.`);
  const rule: NotificationRule = {
    id: account.newId(),
    user: user.id,
    actionType,
    isDefault: false,
    order: 0,
    name,
    enabled: true,
    criteria: matchAll,
    notificationTime: [],
    schedules: [],
    steps: [],
  };
  apply(account, fields, rule);
  if (actionType.startsWith('schedule-') && rule.notificationTime.length === 0)
    invalid('notificationTime', 'may not be empty for schedule-start and schedule-end');
  const place = integerIn(fields, 'order', 0, 1000) ?? Infinity;
  account.notificationRules.set(rule.id, rule);
  move(account, rule, place);
  return created(shownMeta(rule));
}

function update(call: Call): Reply {
  const rule = ruleOf(call);
  const fields = fieldsOf(call.body, known);
  if (fields['actionType'] !== undefined && fields['actionType'] !== rule.actionType)
    invalid('actionType', 'cannot be changed');
  const place = integerIn(fields, 'order', 0, 1000);
  apply(call.account, fields, rule);
  if (place !== undefined) move(call.account, rule, place);
  return updated(shownMeta(rule));
}

function shownMeta({ id, name, actionType, order, enabled }: NotificationRule): Fields {
  return { id, name, actionType, order, enabled };
}

function shown(account: Account, rule: NotificationRule): Fields {
  const { timeRestriction, notificationTime, schedules, loopAfter } = rule;
  return {
    ...shownMeta(rule),
    criteria: shownFilter(rule.criteria),
    notificationTime,
    ...(timeRestriction ? { timeRestriction } : {}),
    schedules: schedules.map((one) => shownRecipient(account, one)),
    steps: rule.steps.map(shownStep),
    ...(loopAfter === undefined ? {} : { repeat: { loopAfter, enabled: true } }),
  };
}

function enable(call: Call, enabled: boolean): Reply {
  const rule = ruleOf(call);
  rule.enabled = enabled;
  return updated({ id: rule.id });
}

const all = '/v2/users/:id/notification-rules';

/** https://docs.opsgenie.com/docs/notification-rule-api */
export const notificationRuleRoutes: readonly Route[] = [
  route('POST', all, create),
  route('GET', all, (call) => {
    const user = userOf(call);
    return ok(events.flatMap((event) => rulesFor(call.account, user.id, event)).map(shownMeta));
  }),
  route('GET', `${all}/:rule`, (call) => ok(shown(call.account, ruleOf(call)))),
  route('PATCH', `${all}/:rule`, update),
  route('DELETE', `${all}/:rule`, (call) => {
    const { id } = ruleOf(call);
    call.account.notificationRules.delete(id);
    return deleted;
  }),
  route('POST', `${all}/:rule/enable`, (call) => enable(call, true)),
  route('POST', `${all}/:rule/disable`, (call) => enable(call, false)),
  route('POST', `${all}/:rule/change-order`, (call) => {
    const rule = ruleOf(call);
    const place = integerIn(fieldsOf(call.body, ['order']), 'order', 0, 1000) ?? invalid('order', 'may not be empty');
    move(call.account, rule, place);
    return updated(shownMeta(rule));
  }),
];
