import type { Reply } from '../http-simulator.ts';
import type { Account, Team } from './account.ts';
import { fieldsOf, nameIn, Refusal, textIn } from './refusal.ts';
import { created, isCalled, missing, ok, type Call, type Route } from './routes.ts';

const names = /^[A-Za-z0-9 _.-]+$/;
const known = ['name', 'description', 'members'];

function find({ account, id, query }: Call): Team {
  const byName = query.get('identifierType') === 'name';
  const team = [...account.teams.values()].find((one) => (byName ? isCalled(one, id) : one.id === id));
  return team ?? missing('Team', id);
}

function refuseTaken(account: Account, name: string, except?: Team): void {
  const taken = [...account.teams.values()].some((one) => one !== except && isCalled(one, name));
  if (taken) throw new Refusal(409, `Team with name [${name}] already exists.`);
}

function shown({ id, name, description }: Team): Omit<Team, 'links'> {
  return { id, name, description };
}

function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const name = nameIn(fields, names, 100);
  refuseTaken(account, name);
  const team: Team = { id: account.newId(), name, description: textIn(fields, 'description', 10_000) ?? '' };
  account.teams.set(team.id, team);
  account.created(team);
  return created({ id: team.id, name });
}

/** What is left out stays; an empty list of members, too. */
function update(call: Call): Reply {
  const team = find(call);
  const fields = fieldsOf(call.body, [...known, 'id']);
  if (fields['name'] !== undefined) {
    const name = nameIn(fields, names, 100);
    refuseTaken(call.account, name, team);
    team.name = name;
  }
  team.description = textIn(fields, 'description', 10_000) ?? team.description;
  return ok({ id: team.id, name: team.name }, { result: 'Updated' });
}

function remove(call: Call): Reply {
  call.account.teams.delete(find(call).id);
  return { status: 200, body: { result: 'Deleted' } };
}

/** https://docs.opsgenie.com/docs/team-api */
export const teamRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/v2\/teams$/, answer: create },
  // Lists have no members.
  {
    method: 'GET',
    path: /^\/v2\/teams$/,
    answer: ({ account }) => ok(account.listed(account.teams.values()).map(shown)),
  },
  { method: 'GET', path: /^\/v2\/teams\/([^/]+)$/, answer: (call) => ok({ ...shown(find(call)), members: [] }) },
  { method: 'PATCH', path: /^\/v2\/teams\/([^/]+)$/, answer: update },
  { method: 'DELETE', path: /^\/v2\/teams\/([^/]+)$/, answer: remove },
];
