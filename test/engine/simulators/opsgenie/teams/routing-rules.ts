import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { filterIn, matchAll, shownFilter } from '../blocks/filter.ts';
import { recipientOf, shownRecipient, type Recipient } from '../blocks/recipients.ts';
import { restrictionIn } from '../blocks/restriction.ts';
import type { RoutingRule } from '../on-call-objects.ts';
import { fieldsOf, integerIn, invalid, objectIn, Refusal, textIn, zoneIn } from '../refusal.ts';
import { created, deleted, missing, ok, reorder, route, updated, type Call, type Route } from '../routes.ts';
import { teamOf } from './teams.ts';

const known = ['name', 'order', 'isDefault', 'criteria', 'timezone', 'timeRestriction', 'notify'];
const most = 100;

/** Routing rules of a team in their order, the default last. */
export function routingRulesOf(account: Account, team: string): RoutingRule[] {
  return [...account.routingRules.values()].filter((one) => one.team === team).sort((a, b) => a.order - b.order);
}

function find(call: Call): RoutingRule {
  const team = teamOf(call);
  const id = call.ids[1] ?? '';
  const rule = call.account.routingRules.get(id);
  return rule?.team === team.id ? rule : missing('Team routing rule', id);
}

function notifyIn(account: Account, fields: Fields): Recipient | undefined {
  const notify = objectIn(fields, 'notify');
  return notify && recipientOf(account, notify, 'notify', ['schedule', 'escalation', 'none']);
}

/** What a request says about a rule; what it leaves out stays. The default rule takes every alert at any time. */
function apply(account: Account, fields: Fields, rule: RoutingRule): void {
  const criteria = filterIn(fields, 'criteria') ?? rule.criteria;
  const timeRestriction = restrictionIn(fields, 'timeRestriction');
  if (rule.isDefault && (timeRestriction || criteria.type !== 'match-all'))
    throw new Refusal(403, 'Criteria and time restriction of the default routing rule cannot be changed.');
  Object.assign(rule, {
    name: textIn(fields, 'name', 512) ?? rule.name,
    criteria,
    timezone: zoneIn(fields, 'timezone') ?? rule.timezone,
    notify: notifyIn(account, fields) ?? rule.notify,
    ...(timeRestriction ? { timeRestriction } : {}),
  });
}

function move(account: Account, rule: RoutingRule, place: number): void {
  const rules = routingRulesOf(account, rule.team);
  reorder(
    rules.filter((one) => !one.isDefault),
    rule,
    place,
  );
  for (const one of rules) if (one.isDefault) one.order = rules.length - 1;
}

/** Without an order a new rule becomes the first. */
function create(call: Call): Reply {
  const { account } = call;
  const team = teamOf(call);
  const fields = fieldsOf(call.body, known);
  if (fields['isDefault'] === true) invalid('isDefault', 'there is one already');
  if (routingRulesOf(account, team.id).length >= most) invalid('team', `has ${most} routing rules`);
  const order = integerIn(fields, 'order', 0, most) ?? 0;
  const notify = notifyIn(account, fields) ?? invalid('notify', 'may not be empty');
  const id = account.newId();
  const rule: RoutingRule = {
    id,
    team: team.id,
    isDefault: false,
    order: 0,
    name: '',
    timezone: account.timezone,
    criteria: matchAll,
    notify,
  };
  apply(account, fields, rule);
  account.routingRules.set(id, rule);
  account.created(rule);
  move(account, rule, order);
  return created({ id, name: rule.name });
}

function update(call: Call): Reply {
  const rule = find(call);
  apply(call.account, fieldsOf(call.body, known), rule);
  return updated({ id: rule.id, name: rule.name });
}

function changeOrder(call: Call): Reply {
  const rule = find(call);
  if (rule.isDefault) throw new Refusal(422, 'Order of the default routing rule cannot be changed.');
  move(call.account, rule, integerIn(fieldsOf(call.body, ['order']), 'order', 0, most) ?? 0);
  return updated({ id: rule.id, name: rule.name });
}

function remove(call: Call): Reply {
  const rule = find(call);
  if (rule.isDefault) throw new Refusal(422, 'Default routing rule cannot be deleted.');
  const { account } = call;
  account.routingRules.delete(rule.id);
  for (const [order, one] of routingRulesOf(account, rule.team).entries()) one.order = order;
  return deleted;
}

function shown(account: Account, rule: RoutingRule): Fields {
  const { id, name, isDefault, order, timezone, timeRestriction } = rule;
  return {
    id,
    name,
    isDefault,
    order,
    criteria: shownFilter(rule.criteria),
    timezone,
    ...(timeRestriction ? { timeRestriction } : {}),
    notify: shownRecipient(account, rule.notify),
  };
}

const all = '/v2/teams/:id/routing-rules';

/** https://docs.opsgenie.com/docs/team-routing-rule-api */
export const routingRuleRoutes: readonly Route[] = [
  route('POST', all, create),
  route('GET', all, (call) => {
    const { account } = call;
    return ok(account.listed(routingRulesOf(account, teamOf(call).id)).map((rule) => shown(account, rule)));
  }),
  route('GET', `${all}/:rule`, (call) => ok(shown(call.account, find(call)))),
  route('PATCH', `${all}/:rule`, update),
  route('DELETE', `${all}/:rule`, remove),
  route('POST', `${all}/:rule/change-order`, changeOrder),
];
