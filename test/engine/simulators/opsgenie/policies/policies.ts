import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { filterIn, matchAll, shownFilter } from '../blocks/filter.ts';
import { restrictionIn } from '../blocks/restriction.ts';
import type { Policy } from '../on-call-objects.ts';
import { choiceIn, fieldsOf, flagIn, integerIn, invalid, requiredText, textIn } from '../refusal.ts';
import { created, deleted, missing, ok, refuseTaken, reorder, route, type Call, type Route } from '../routes.ts';
import { alertPolicyFields, alertPolicyIn } from './alert-policy.ts';
import { notificationPolicyFields, notificationPolicyIn } from './notification-policy.ts';

const common = ['type', 'name', 'policyDescription', 'enabled', 'filter', 'timeRestrictions', 'teamId'];
const known = {
  alert: [...common, ...alertPolicyFields],
  notification: [...common, ...notificationPolicyFields],
};

/** Policies of a kind and scope in their order; no team means the account's. */
export function policiesOf(account: Account, type: Policy['type'], team: string | undefined): Policy[] {
  return [...account.policies.values()]
    .filter((one) => one.type === type && one.team === team)
    .sort((a, b) => a.order - b.order);
}

/** The team that the query names. */
function scopeOf({ account, query }: Call): string | undefined {
  const id = query.get('teamId');
  if (!id) return undefined;
  return account.teams.has(id) ? id : invalid('teamId', `team [${id}] does not exist`);
}

/** A policy is there in its own scope only. */
function find(call: Call): Policy {
  const policy = call.account.policies.get(call.id);
  return policy && policy.team === (call.query.get('teamId') || undefined) ? policy : missing('Policy', call.id);
}

type Written = Omit<Policy, 'id' | 'type' | 'team' | 'order'>;

function read(account: Account, type: Policy['type'], body: unknown): Written {
  const fields = fieldsOf(body, known[type]);
  const timeRestrictions = restrictionIn(fields, 'timeRestrictions');
  return {
    name: requiredText(fields, 'name', 100),
    policyDescription: textIn(fields, 'policyDescription', 200) ?? '',
    enabled: flagIn(fields, 'enabled') ?? invalid('enabled', 'may not be empty'),
    filter: filterIn(fields, 'filter') ?? matchAll,
    ...(timeRestrictions ? { timeRestrictions } : {}),
    settings: type === 'alert' ? alertPolicyIn(account, fields) : notificationPolicyIn(fields),
  };
}

function typeIn(body: unknown): Policy['type'] {
  if (typeof body !== 'object' || body === null) return invalid('type', 'may not be empty');
  return choiceIn(body as Fields, 'type', ['alert', 'notification']) ?? invalid('type', 'may not be empty');
}

/** New policies stand behind the others. */
function create(call: Call): Reply {
  const { account } = call;
  const type = typeIn(call.body);
  const team = scopeOf(call);
  if (type === 'notification' && team === undefined) invalid('teamId', 'may not be empty');
  const written = read(account, type, call.body);
  const others = policiesOf(account, type, team);
  refuseTaken(others, 'Policy', written.name);
  const policy: Policy = {
    id: account.newId(),
    type,
    ...(team === undefined ? {} : { team }),
    order: others.length,
    ...written,
  };
  account.policies.set(policy.id, policy);
  account.created(policy);
  return created(meta(policy));
}

/** Replaces a policy as a whole, but for its kind, scope and place. */
function replace(call: Call): Reply {
  const { account, body } = call;
  const policy = find(call);
  if (typeIn(body) !== policy.type) invalid('type', 'cannot be changed');
  const written = read(account, policy.type, body);
  refuseTaken(policiesOf(account, policy.type, policy.team), 'Policy', written.name, policy);
  delete policy.timeRestrictions;
  Object.assign(policy, written);
  return { status: 200, body: { result: 'Updated' } };
}

function enable(call: Call, enabled: boolean): Reply {
  find(call).enabled = enabled;
  return { status: 200, body: { result: enabled ? 'Enabled' : 'Disabled' } };
}

function changeOrder(call: Call): Reply {
  const policy = find(call);
  const place = integerIn(fieldsOf(call.body, ['targetIndex']), 'targetIndex', 0, 100_000) ?? 0;
  reorder(policiesOf(call.account, policy.type, policy.team), policy, place);
  return { status: 200, body: { result: 'Updated' } };
}

function remove(call: Call): Reply {
  const policy = find(call);
  call.account.policies.delete(policy.id);
  for (const [order, one] of policiesOf(call.account, policy.type, policy.team).entries()) one.order = order;
  return deleted;
}

function meta({ id, name, type, order, enabled }: Policy): Fields {
  return { id, name, type, order, enabled };
}

function shown(policy: Policy): Fields {
  const { id, name, type, policyDescription, team, enabled, timeRestrictions, settings } = policy;
  return {
    id,
    name,
    type,
    policyDescription,
    ...(team === undefined ? {} : { teamId: team }),
    enabled,
    filter: shownFilter(policy.filter),
    ...(timeRestrictions ? { timeRestrictions } : {}),
    ...settings,
  };
}

function list(call: Call, type: Policy['type']): Reply {
  const team = scopeOf(call);
  if (type === 'notification' && team === undefined) invalid('teamId', 'may not be empty');
  return ok(call.account.listed(policiesOf(call.account, type, team)).map(meta));
}

/** https://docs.opsgenie.com/docs/alert-and-notification-policy-api */
export const policyRoutes: readonly Route[] = [
  route('POST', '/v2/policies', create),
  route('GET', '/v2/policies/alert', (call) => list(call, 'alert')),
  route('GET', '/v2/policies/notification', (call) => list(call, 'notification')),
  route('GET', '/v2/policies/:id', (call) => ok(shown(find(call)))),
  route('PUT', '/v2/policies/:id', replace),
  route('DELETE', '/v2/policies/:id', remove),
  route('POST', '/v2/policies/:id/enable', (call) => enable(call, true)),
  route('POST', '/v2/policies/:id/disable', (call) => enable(call, false)),
  route('POST', '/v2/policies/:id/change-order', changeOrder),
];
