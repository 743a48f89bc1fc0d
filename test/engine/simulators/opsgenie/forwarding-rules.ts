import type { Reply } from '../http-simulator.ts';
import type { Account, Fields, ForwardingRule } from './account.ts';
import { recipientOf } from './blocks/recipients.ts';
import { dateIn, fieldsOf, invalid, objectIn, Refusal, textIn } from './refusal.ts';
import { created, deleted, missing, ok, route, updated, type Call, type Route } from './routes.ts';

const known = ['fromUser', 'toUser', 'startDate', 'endDate', 'alias'];

function find({ account, id, query }: Call): ForwardingRule {
  const byAlias = query.get('identifierType') === 'alias';
  const rule = [...account.forwardingRules.values()].find((one) => (byAlias ? one.alias === id : one.id === id));
  return rule ?? missing('Forwarding rule', id);
}

function read(account: Account, fields: Fields): Pick<ForwardingRule, 'from' | 'to' | 'start' | 'end'> {
  const user = (name: string): string => {
    const value = objectIn(fields, name) ?? invalid(name, 'may not be empty');
    return recipientOf(account, { ...value, type: 'user' }, name, ['user']).id;
  };
  const [from, to] = [user('fromUser'), user('toUser')];
  if (from === to) invalid('toUser', 'must be somebody else');
  const start = dateIn(fields, 'startDate') ?? invalid('startDate', 'may not be empty');
  const end = dateIn(fields, 'endDate') ?? invalid('endDate', 'may not be empty');
  if (end <= start) invalid('endDate', 'must be after startDate');
  return { from, to, start, end };
}

function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const id = account.newId();
  const alias = textIn(fields, 'alias', 512) ?? id;
  if ([...account.forwardingRules.values()].some((one) => one.alias === alias))
    throw new Refusal(409, `Forwarding rule with alias [${alias}] already exists.`);
  const rule: ForwardingRule = { id, alias, ...read(account, fields) };
  account.forwardingRules.set(id, rule);
  account.created(rule);
  return created({ id, alias });
}

export function shownForwarding(account: Account, { id, alias, from, to, start, end }: ForwardingRule): Fields {
  const user = (of: string): Fields => ({ id: of, username: account.users.get(of)?.username ?? '' });
  const [startDate, endDate] = [start, end].map((instant) => new Date(instant).toISOString());
  return { id, alias, fromUser: user(from), toUser: user(to), startDate, endDate };
}

/** https://docs.opsgenie.com/docs/forwarding-rule-api */
export const forwardingRuleRoutes: readonly Route[] = [
  route('POST', '/v2/forwarding-rules', create),
  route('GET', '/v2/forwarding-rules', ({ account }) =>
    ok(account.listed(account.forwardingRules.values()).map((rule) => shownForwarding(account, rule))),
  ),
  route('GET', '/v2/forwarding-rules/:id', (call) => ok(shownForwarding(call.account, find(call)))),
  route('PUT', '/v2/forwarding-rules/:id', (call) => {
    const rule = find(call);
    Object.assign(rule, read(call.account, fieldsOf(call.body, known)));
    return updated({ id: rule.id, alias: rule.alias });
  }),
  route('DELETE', '/v2/forwarding-rules/:id', (call) => {
    call.account.forwardingRules.delete(find(call).id);
    return deleted;
  }),
];
