import type { Reply } from '../../http-simulator.ts';
import type { Fields, Plain } from '../account.ts';
import { fieldsOf, flagIn, invalid, listIn, Refusal, requiredText } from '../refusal.ts';
import { created, deleted, missing, ok, refuseUsed, route, updated, type Call, type Route } from '../routes.ts';
import { teamOf } from './teams.ts';

const known = ['name', 'rights'];

function rolesOf(call: Call): Plain[] {
  const team = teamOf(call);
  return [...call.account.teamRoles.values()].filter((one) => one.fields['team'] === team.id);
}

function find(call: Call): Plain {
  const id = call.ids[1] ?? '';
  const byName = call.query.get('identifierType') === 'name';
  return rolesOf(call).find((one) => (byName ? one.fields['name'] === id : one.id === id)) ?? missing('Team role', id);
}

function rightsIn(fields: Fields): Fields[] | undefined {
  return listIn(fields, 'rights', 100)?.map((item) => {
    const right = fieldsOf(item, ['right', 'granted']);
    return { right: requiredText(right, 'right', 100), granted: flagIn(right, 'granted') ?? true };
  });
}

function nameOf(call: Call, fields: Fields, except?: Plain): string {
  const name = requiredText(fields, 'name', 100);
  if (['user', 'admin'].includes(name.toLowerCase())) invalid('name', `[${name}] is built in`);
  if (rolesOf(call).some((one) => one !== except && one.fields['name'] === name))
    throw new Refusal(409, `Team role with name [${name}] already exists.`);
  return name;
}

function create(call: Call): Reply {
  const team = teamOf(call);
  const fields = fieldsOf(call.body, known);
  const name = nameOf(call, fields);
  const rights = rightsIn(fields) ?? invalid('rights', 'may not be empty');
  const role: Plain = { id: call.account.newId(), fields: { team: team.id, name, rights } };
  call.account.teamRoles.set(role.id, role);
  return created({ id: role.id, name });
}

function update(call: Call): Reply {
  const role = find(call);
  const fields = fieldsOf(call.body, known);
  const name = fields['name'] === undefined ? role.fields['name'] : nameOf(call, fields, role);
  role.fields = { ...role.fields, name, rights: rightsIn(fields) ?? role.fields['rights'] };
  return updated({ id: role.id, name });
}

function remove(call: Call): Reply {
  const { id, fields } = find(call);
  const members = teamOf(call).members?.filter(({ role }) => role === fields['name']) ?? [];
  refuseUsed(
    'Team role',
    String(fields['name']),
    members.map(({ user }) => `member [${user}]`),
  );
  call.account.teamRoles.delete(id);
  return deleted;
}

function shown({ id, fields: { name, rights } }: Plain): Fields {
  return { id, name, rights };
}

/** https://docs.opsgenie.com/docs/team-role-api */
export const teamRoleRoutes: readonly Route[] = [
  route('POST', '/v2/teams/:id/roles', create),
  route('GET', '/v2/teams/:id/roles', (call) => ok(rolesOf(call).map(shown))),
  route('GET', '/v2/teams/:id/roles/:role', (call) => ok(shown(find(call)))),
  route('PATCH', '/v2/teams/:id/roles/:role', update),
  route('DELETE', '/v2/teams/:id/roles/:role', remove),
];
