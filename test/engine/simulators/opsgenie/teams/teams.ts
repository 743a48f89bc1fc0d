import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { recipientOf } from '../blocks/recipients.ts';
import type { Member, Team } from '../on-call-objects.ts';
import { fieldsOf, invalid, listIn, nameIn, objectIn, textIn } from '../refusal.ts';
import { created, findNamed, ok, refuseTaken, route, updated, type Call, type Route } from '../routes.ts';
import { addDefaults } from './defaults.ts';
import { removeTeam } from './removal.ts';

const names = /^[A-Za-z0-9 _.-]+$/;
const known = ['name', 'description', 'members'];

function find({ account, id, query }: Call): Team {
  return findNamed(account.teams, 'Team', id, query.get('identifierType'));
}

/** The team of an address below a team's. */
export function teamOf({ account, id, query }: Call): Team {
  return findNamed(account.teams, 'Team', id, query.get('teamIdentifierType'));
}

function memberOf(account: Account, team: Team | undefined, item: unknown): Member {
  const fields = fieldsOf(item, ['user', 'role']);
  const user = objectIn(fields, 'user') ?? invalid('members', 'a member needs a user');
  const role = textIn(fields, 'role', 100) ?? 'user';
  const roles = [...account.teamRoles.values()].filter((one) => one.fields['team'] === team?.id);
  const builtIn = ['user', 'admin'].find((one) => one === role.toLowerCase());
  const custom = roles.find((one) => one.fields['name'] === role);
  if (!builtIn && !custom) invalid('members', `role [${role}] is unknown`);
  return { user: recipientOf(account, { ...user, type: 'user' }, 'members', ['user']).id, role: builtIn ?? role };
}

/** The members in the body; undefined when there is no list, or an empty one. */
function membersIn(account: Account, team: Team | undefined, fields: Fields): Member[] | undefined {
  const members = listIn(fields, 'members')?.map((item) => memberOf(account, team, item));
  if (new Set(members?.map(({ user }) => user)).size < (members?.length ?? 0)) invalid('members', 'are there twice');
  return members?.length ? members : undefined;
}

function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const name = nameIn(fields, names, 100);
  refuseTaken(account.teams.values(), 'Team', name);
  const members = membersIn(account, undefined, fields);
  const description = textIn(fields, 'description', 10_000) ?? '';
  const team: Team = { id: account.newId(), name, description, ...(members ? { members } : {}) };
  account.teams.set(team.id, team);
  account.created(team);
  addDefaults(account, team);
  return created({ id: team.id, name });
}

/** What is left out stays; an empty list of members, too. */
function update(call: Call): Reply {
  const { account } = call;
  const team = find(call);
  const fields = fieldsOf(call.body, known);
  if (fields['name'] !== undefined) {
    const name = nameIn(fields, names, 100);
    refuseTaken(account.teams.values(), 'Team', name, team);
    team.name = name;
  }
  const members = membersIn(account, team, fields);
  if (members) team.members = members;
  team.description = textIn(fields, 'description', 10_000) ?? team.description;
  return updated({ id: team.id, name: team.name });
}

function addMember(call: Call): Reply {
  const team = teamOf(call);
  const member = memberOf(call.account, team, call.body);
  team.members = [...(team.members ?? []).filter(({ user }) => user !== member.user), member];
  return { status: 201, body: { result: 'Added', data: { id: team.id, name: team.name } } };
}

function removeMember(call: Call): Reply {
  const team = teamOf(call);
  const user = recipientOf(call.account, { type: 'user', id: call.ids[1] }, 'memberIdentifier', ['user']);
  if (!team.members?.some((one) => one.user === user.id)) invalid('memberIdentifier', 'is not in the team');
  team.members = team.members?.filter((one) => one.user !== user.id) ?? [];
  return ok({ id: team.id, name: team.name }, { result: 'Removed' });
}

function shown({ id, name, description }: Team): Fields {
  return { id, name, description };
}

function shownWithMembers(account: Account, team: Team): Fields {
  const members = (team.members ?? []).map(({ user, role }) => {
    return { user: { id: user, username: account.users.get(user)?.username ?? '' }, role };
  });
  return { ...shown(team), members };
}

/** https://docs.opsgenie.com/docs/team-api, https://docs.opsgenie.com/docs/team-member-api */
export const teamRoutes: readonly Route[] = [
  route('POST', '/v2/teams', create),
  // Lists have no members.
  route('GET', '/v2/teams', ({ account }) =>
    ok(account.listed(account.teams.values()).map(shown), { expandable: ['member'] }),
  ),
  route('GET', '/v2/teams/:id', (call) => ok(shownWithMembers(call.account, find(call)))),
  route('PATCH', '/v2/teams/:id', update),
  route('DELETE', '/v2/teams/:id', (call) => removeTeam(call.account, find(call))),
  route('POST', '/v2/teams/:id/members', addMember),
  route('DELETE', '/v2/teams/:id/members/:user', removeMember),
];
