import type { Reply } from '../http-simulator.ts';
import type { Account, Fields } from './account.ts';
import { durationIn } from './blocks/duration.ts';
import { recipientOf, shownRecipient } from './blocks/recipients.ts';
import type { Escalation, EscalationRule, Repeat } from './on-call-objects.ts';
import { choiceIn, fieldsOf, flagIn, integerIn, invalid, listIn, objectIn, requiredText, textIn } from './refusal.ts';
import {
  created,
  deleted,
  findNamed,
  ok,
  ownerIn,
  refuseTaken,
  refuseUsed,
  route,
  shownOwner,
  updated,
  type Call,
  type Route,
} from './routes.ts';
import { rotationsWith, routingRulesWith } from './usage.ts';

const known = ['name', 'description', 'rules', 'ownerTeam', 'repeat'];

/** Ways of notifying by kind of recipient. */
const notifyTypes = {
  user: ['default'],
  schedule: ['default', 'next', 'previous'],
  team: ['default', 'users', 'admins', 'all', 'random'],
} as const;

function find({ account, id, query }: Call): Escalation {
  return findNamed(account.escalations, 'Escalation', id, query.get('identifierType'));
}

function ruleOf(account: Account, item: unknown): EscalationRule {
  const fields = fieldsOf(item, ['condition', 'notifyType', 'delay', 'recipient']);
  const recipient = recipientOf(account, fields['recipient'], 'rules', ['user', 'schedule', 'team']);
  const allowed: readonly string[] = notifyTypes[recipient.type as keyof typeof notifyTypes];
  return {
    condition: choiceIn(fields, 'condition', ['if-not-acked', 'if-not-closed']) ?? 'if-not-acked',
    notifyType: choiceIn(fields, 'notifyType', allowed) ?? 'default',
    delay: durationIn(fields, 'delay', 0) ?? invalid('rules', 'a rule needs a delay'),
    recipient,
  };
}

function rulesIn(account: Account, fields: Fields): EscalationRule[] | undefined {
  const rules = listIn(fields, 'rules', 100)?.map((item) => ruleOf(account, item));
  return rules?.length === 0 ? invalid('rules', 'may not be empty') : rules;
}

/** The repetition in the body: absent (or `{}`) says nothing; an interval of 0 switches it off. */
function repeatIn(fields: Fields): Repeat | 'none' | undefined {
  const value = objectIn(fields, 'repeat');
  if (!value) return undefined;
  const repeat = fieldsOf(value, ['waitInterval', 'count', 'resetRecipientStates', 'closeAlertAfterAll']);
  const waitInterval = integerIn(repeat, 'waitInterval', 0, 10_000) ?? invalid('repeat', 'needs waitInterval');
  if (waitInterval === 0) return 'none';
  return {
    waitInterval,
    count: integerIn(repeat, 'count', 1, 20) ?? 1,
    resetRecipientStates: flagIn(repeat, 'resetRecipientStates') ?? false,
    closeAlertAfterAll: flagIn(repeat, 'closeAlertAfterAll') ?? false,
  };
}

/** What a request says about an escalation; what it leaves out stays. */
function apply(account: Account, fields: Fields, escalation: Escalation): void {
  const owner = ownerIn(account, fields);
  const repeat = repeatIn(fields);
  Object.assign(escalation, {
    description: textIn(fields, 'description', 10_000) ?? escalation.description,
    rules: rulesIn(account, fields) ?? escalation.rules,
    ...(owner ? { ownerTeam: owner } : {}),
    ...(repeat && repeat !== 'none' ? { repeat } : {}),
  });
  if (repeat === 'none') delete escalation.repeat;
}

function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const name = requiredText(fields, 'name', 100);
  refuseTaken(account.escalations.values(), 'Escalation', name);
  if (fields['rules'] === undefined) invalid('rules', 'may not be empty');
  const escalation: Escalation = { id: account.newId(), name, description: '', rules: [] };
  apply(account, fields, escalation);
  account.escalations.set(escalation.id, escalation);
  account.created(escalation);
  return created({ id: escalation.id, name });
}

function update(call: Call): Reply {
  const escalation = find(call);
  const fields = fieldsOf(call.body, known);
  const name = textIn(fields, 'name', 100) ?? escalation.name;
  refuseTaken(call.account.escalations.values(), 'Escalation', name, escalation);
  apply(call.account, fields, escalation);
  escalation.name = name;
  return updated({ id: escalation.id, name });
}

function remove(call: Call): Reply {
  const { account } = call;
  const escalation = find(call);
  const me = { type: 'escalation', id: escalation.id } as const;
  refuseUsed('Escalation', escalation.name, [...routingRulesWith(account, me), ...rotationsWith(account, me)]);
  account.escalations.delete(escalation.id);
  return deleted;
}

export function shownEscalation(account: Account, escalation: Escalation): Fields {
  const { id, name, description, rules, repeat } = escalation;
  return {
    id,
    name,
    description,
    ...shownOwner(account, escalation.ownerTeam),
    rules: rules.map((rule) => ({ ...rule, recipient: shownRecipient(account, rule.recipient) })),
    ...(repeat ? { repeat } : {}),
  };
}

/** https://docs.opsgenie.com/docs/escalation-api */
export const escalationRoutes: readonly Route[] = [
  route('POST', '/v2/escalations', create),
  route('GET', '/v2/escalations', ({ account }) =>
    ok(account.listed(account.escalations.values()).map((one) => shownEscalation(account, one))),
  ),
  route('GET', '/v2/escalations/:id', (call) => ok(shownEscalation(call.account, find(call)))),
  route('PATCH', '/v2/escalations/:id', update),
  route('DELETE', '/v2/escalations/:id', remove),
];
