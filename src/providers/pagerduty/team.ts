import type { OnCallPerson } from '../../oncall/model.ts';
import type { SquadResource } from '../provider.ts';
import type { Compiling } from './compiled.ts';
import { membershipType, teamType, userType } from './resource-types.ts';

/** A squad's team and who is in it. */
export function teamOf(compiling: Compiling): SquadResource[] {
  const { squad, idOf, personId } = compiling;
  const team: SquadResource = {
    kind: 'team',
    id: squad.id,
    type: teamType,
    title: squad.id,
    inputs: { name: squad.id, description: compiling.marked(squad.name, 'team', squad.id) },
    derivedFrom: { description: ['name'] },
  };
  const memberships = squad.members.map((person): SquadResource => ({
    kind: 'member',
    id: person,
    type: membershipType,
    title: `${person} in ${squad.id}`,
    inputs: {
      teamId: idOf(squad.id, 'team', squad.id),
      userId: personId(person),
      role: squad.admins.includes(person) ? 'manager' : 'responder',
    },
    derivedFrom: { role: ['lead', 'admins'], userId: ['members'] },
  }));
  return [team, ...memberships];
}

/** A person's account. Roles belong to the account's owner and are left alone. */
export function userOf(person: OnCallPerson): SquadResource {
  return {
    kind: 'user',
    id: person.id,
    type: userType,
    title: person.email,
    inputs: { name: person.name, email: person.email, timeZone: person.zone },
    derivedFrom: { name: ['name'], email: ['email'], timeZone: ['timezone'] },
    options: { ignoreChanges: ['role'] },
  };
}
