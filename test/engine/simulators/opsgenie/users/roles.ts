import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields, Plain } from '../account.ts';
import { choiceIn, fieldsOf, Refusal, requiredText, textsIn } from '../refusal.ts';
import { created, deleted, missing, ok, refuseUsed, route, updated, type Call, type Route } from '../routes.ts';

const known = ['name', 'extendedRole', 'grantedRights', 'disallowedRights'];

function find({ account, id, query }: Call): Plain {
  const byName = query.get('identifierType') === 'name';
  const role = [...account.roles.values()].find((one) => (byName ? one.fields['name'] === id : one.id === id));
  return role ?? missing('Custom user role', id);
}

function read(account: Account, body: unknown, except?: Plain): Fields {
  const fields = fieldsOf(body, known);
  const name = requiredText(fields, 'name', 100);
  if ([...account.roles.values()].some((one) => one !== except && one.fields['name'] === name))
    throw new Refusal(409, `Custom user role with name [${name}] already exists.`);
  return {
    name,
    extendedRole: choiceIn(fields, 'extendedRole', ['user', 'observer', 'stakeholder']) ?? 'user',
    grantedRights: textsIn(fields, 'grantedRights', 100, 100) ?? [],
    disallowedRights: textsIn(fields, 'disallowedRights', 100, 100) ?? [],
  };
}

function remove(call: Call): Reply {
  const { id, fields } = find(call);
  const name = String(fields['name']);
  const holders = [...call.account.users.values()].filter(({ role }) => role === name);
  refuseUsed(
    'Custom user role',
    name,
    holders.map(({ username }) => `user [${username}]`),
  );
  call.account.roles.delete(id);
  return deleted;
}

/** https://docs.opsgenie.com/docs/custom-user-role-api */
export const roleRoutes: readonly Route[] = [
  route('POST', '/v2/roles', ({ account, body }) => {
    const role: Plain = { id: account.newId(), fields: read(account, body) };
    account.roles.set(role.id, role);
    account.created(role);
    return created({ id: role.id, name: role.fields['name'] });
  }),
  route('GET', '/v2/roles', ({ account }) =>
    ok(account.listed(account.roles.values()).map(({ id, fields }) => ({ id, name: fields['name'] }))),
  ),
  route('GET', '/v2/roles/:id', (call) => {
    const { id, fields } = find(call);
    return ok({ id, ...fields });
  }),
  route('PUT', '/v2/roles/:id', (call) => {
    const role = find(call);
    const fields = fieldsOf(call.body, known);
    role.fields = read(call.account, { ...role.fields, ...fields }, role);
    return updated({ id: role.id, name: role.fields['name'] });
  }),
  route('DELETE', '/v2/roles/:id', remove),
];
