import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { choiceIn, fieldsOf, flagIn, integerIn, invalid, listIn, objectIn, textIn } from '../refusal.ts';
import { created, deleted, missing, ok, route, updated, type Call, type Route } from '../routes.ts';
import { ruleOf } from './notification-rules.ts';
import type { NotificationRule, Step } from './user.ts';

const known = ['contact', 'sendAfter', 'enabled'];

/** A step's contact must be one that the user has. */
function contactIn(account: Account, user: string, fields: Fields): Pick<Step, 'method' | 'to'> | undefined {
  const value = objectIn(fields, 'contact');
  if (!value) return undefined;
  const contact = fieldsOf(value, ['method', 'to']);
  const methods = ['email', 'sms', 'voice', 'mobile'] as const;
  const method = choiceIn(contact, 'method', methods) ?? invalid('contact', 'needs a method');
  const to = textIn(contact, 'to', 512);
  const found = [...account.contacts.values()].find(
    (one) => one.user === user && one.method === method && (to === undefined ? method === 'mobile' : one.to === to),
  );
  return found ? { method, to: found.to } : invalid('contact', `the user has no [${method}] contact [${to ?? ''}]`);
}

/** `sendAfter` is in minutes, whatever unit clients name. */
function minutesIn(fields: Fields): number | undefined {
  const after = objectIn(fields, 'sendAfter');
  return after && integerIn(fieldsOf(after, ['timeAmount', 'timeUnit']), 'timeAmount', 0, 100_000);
}

/** Rules for these events have to say when each step is sent. */
const timed = ['create-alert', 'assigned-alert'];

function stepOf(account: Account, { user, actionType }: RuleOfSteps, item: unknown): Step {
  const fields = fieldsOf(item, known);
  const contact = contactIn(account, user, fields) ?? invalid('contact', 'may not be empty');
  const minutes = minutesIn(fields);
  if (minutes === undefined && timed.includes(actionType)) invalid('sendAfter', 'may not be empty');
  return { id: account.newId(), ...contact, minutes: minutes ?? 0, enabled: flagIn(fields, 'enabled') ?? true };
}

type RuleOfSteps = Pick<NotificationRule, 'user' | 'actionType'>;

/** The steps in the body of a rule; undefined when it has none. */
export function stepsIn(account: Account, rule: RuleOfSteps, fields: Fields): Step[] | undefined {
  return listIn(fields, 'steps', 20)?.map((item) => stepOf(account, rule, item));
}

export function shownStep({ id, method, to, minutes, enabled }: Step): Fields {
  return { id, contact: { method, to }, sendAfter: { timeAmount: minutes, timeUnit: 'minutes' }, enabled };
}

function find(call: Call): { rule: NotificationRule; step: Step } {
  const rule = ruleOf(call);
  const id = call.ids[2] ?? '';
  return { rule, step: rule.steps.find((one) => one.id === id) ?? missing('Notification rule step', id) };
}

function shownWithParent(rule: NotificationRule, step: Step): Fields {
  return { _parent: { id: rule.id, name: rule.name }, ...shownStep(step) };
}

function create(call: Call): Reply {
  const rule = ruleOf(call);
  const step = stepOf(call.account, rule, call.body);
  rule.steps.push(step);
  return created({ id: step.id });
}

function update(call: Call): Reply {
  const { rule, step } = find(call);
  const fields = fieldsOf(call.body, known);
  Object.assign(step, contactIn(call.account, rule.user, fields) ?? {});
  step.minutes = minutesIn(fields) ?? step.minutes;
  step.enabled = flagIn(fields, 'enabled') ?? step.enabled;
  return updated({ id: step.id });
}

function enable(call: Call, enabled: boolean): Reply {
  const { step } = find(call);
  step.enabled = enabled;
  return updated({ id: step.id });
}

const all = '/v2/users/:id/notification-rules/:rule/steps';

/** https://docs.opsgenie.com/docs/notification-rule-step-api */
export const stepRoutes: readonly Route[] = [
  route('POST', all, create),
  route('GET', all, (call) => {
    const rule = ruleOf(call);
    return ok(rule.steps.map((step) => shownWithParent(rule, step)));
  }),
  route('GET', `${all}/:step`, (call) => {
    const { rule, step } = find(call);
    return ok(shownWithParent(rule, step));
  }),
  route('PATCH', `${all}/:step`, update),
  route('DELETE', `${all}/:step`, (call) => {
    const { rule, step } = find(call);
    rule.steps = rule.steps.filter((one) => one !== step);
    return deleted;
  }),
  route('POST', `${all}/:step/enable`, (call) => enable(call, true)),
  route('POST', `${all}/:step/disable`, (call) => enable(call, false)),
];
