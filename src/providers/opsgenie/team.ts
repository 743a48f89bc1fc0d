import type { Compiling } from './compiling.ts';
import { teamType } from './resource-types.ts';

/** Names of teams: terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_team.go. */
const longestName = 99;

/**
 * The team, its members and who of them is an admin. What Opsgenie makes for a new team stays: its default rule comes after all rules of
 * the squad and catches what arrives before these exist.
 */
export function addTeam(compiling: Compiling): void {
  const { squad } = compiling;
  const { id, name, members, admins } = squad;
  if (id.length > longestName)
    compiling.report('name', ['id'], `Opsgenie takes at most ${longestName} characters in the name of a team.`);
  const people = [...new Set([...members, ...admins])].sort();
  compiling.add({
    kind: 'team',
    id,
    type: teamType,
    title: id,
    inputs: {
      name: id,
      description: compiling.marked(name, 'team', id),
      ignoreMembers: false,
      members: people.map((person) => ({
        id: compiling.person(person),
        role: admins.includes(person) ? 'admin' : 'user',
      })),
    },
    derivedFrom: { description: ['name'], members: ['members', 'admins', 'lead'] },
  });
}
