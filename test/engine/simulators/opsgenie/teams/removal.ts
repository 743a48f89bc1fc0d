import type { Reply } from '../../http-simulator.ts';
import type { Account } from '../account.ts';
import { isSame, type Recipient } from '../blocks/recipients.ts';
import type { Team } from '../on-call-objects.ts';
import { deleted, refuseUsed } from '../routes.ts';

interface Owned {
  readonly id: string;
  readonly name: string;
  readonly ownerTeam?: { readonly id: string };
}

/** What other teams, or nobody, own and what would be left with a hole. */
function foreignUsers(account: Account, team: Team, gone: readonly Recipient[]): string[] {
  const foreign = (one: Owned): boolean => one.ownerTeam?.id !== team.id;
  const hit = (recipient: Recipient): boolean => gone.some((one) => isSame(one, recipient));
  return [
    ...[...account.escalations.values()]
      .filter((one) => foreign(one) && one.rules.some(({ recipient }) => hit(recipient)))
      .map(({ name }) => `escalation [${name}]`),
    ...[...account.schedules.values()]
      .filter((one) => foreign(one) && one.rotations.some(({ participants }) => participants.some(hit)))
      .map(({ name }) => `schedule [${name}]`),
    ...[...account.routingRules.values()]
      .filter((one) => one.team !== team.id && hit(one.notify))
      .map(({ name }) => `routing rule [${name}]`),
    ...[...account.services.values()]
      .filter(({ fields }) => fields['teamId'] === team.id)
      .map(({ fields }) => `service [${String(fields['name'])}]`),
  ];
}

/** Removes a team with everything that it owns, unless something that stays refers to it or to what it owns. */
export function removeTeam(account: Account, team: Team): Reply {
  const mine = ({ ownerTeam }: Owned): boolean => ownerTeam?.id === team.id;
  const schedules = [...account.schedules.values()].filter(mine);
  const escalations = [...account.escalations.values()].filter(mine);
  const gone: Recipient[] = [
    { type: 'team', id: team.id },
    ...schedules.map(({ id }) => ({ type: 'schedule', id }) as const),
    ...escalations.map(({ id }) => ({ type: 'escalation', id }) as const),
  ];
  refuseUsed('Team', team.name, foreignUsers(account, team, gone));
  for (const { id } of schedules) account.schedules.delete(id);
  for (const { id } of escalations) account.escalations.delete(id);
  for (const one of account.integrations.values()) if (mine(one)) account.integrations.delete(one.id);
  for (const objects of [account.routingRules, account.policies])
    for (const [id, one] of objects) if (one.team === team.id) objects.delete(id);
  for (const [id, role] of account.teamRoles) if (role.fields['team'] === team.id) account.teamRoles.delete(id);
  for (const heartbeat of account.heartbeats.values())
    if (heartbeat.ownerTeam?.id === team.id) delete heartbeat.ownerTeam;
  account.teams.delete(team.id);
  return deleted;
}
