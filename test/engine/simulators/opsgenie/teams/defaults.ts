import type { Account } from '../account.ts';
import { matchAll } from '../blocks/filter.ts';
import type { Escalation, EscalationRule, Rotation, RoutingRule, Schedule, Team } from '../on-call-objects.ts';

function scheduleOf(account: Account, team: Team): Schedule {
  const rotation: Rotation = {
    id: account.newId(),
    name: 'Rot1',
    start: account.now - (account.now % 1_800_000),
    type: 'weekly',
    length: 1,
    participants: (team.members ?? []).map(({ user }) => ({ type: 'user', id: user })),
  };
  return {
    id: account.newId(),
    name: `${team.name}_schedule`,
    description: '',
    timezone: account.timezone,
    enabled: true,
    ownerTeam: { id: team.id, name: team.name },
    rotations: rotation.participants.length === 0 ? [] : [rotation],
    overrides: [],
  };
}

/** Whoever is on call at once, the next one after five minutes, everybody after ten. */
function escalationOf(account: Account, team: Team, schedule: Schedule): Escalation {
  const rule = (minutes: number, notifyType: string, recipient: EscalationRule['recipient']): EscalationRule => ({
    condition: 'if-not-acked',
    notifyType,
    delay: { timeAmount: minutes, timeUnit: 'minutes' },
    recipient,
  });
  const onCall = { type: 'schedule', id: schedule.id } as const;
  return {
    id: account.newId(),
    name: `${team.name}_escalation`,
    description: '',
    ownerTeam: { id: team.id, name: team.name },
    rules: [rule(0, 'default', onCall), rule(5, 'next', onCall), rule(10, 'all', { type: 'team', id: team.id })],
  };
}

/** What every new team has: https://support.atlassian.com/opsgenie/docs/what-are-default-teams-settings/ */
export function addDefaults(account: Account, team: Team): void {
  const schedule = scheduleOf(account, team);
  const escalation = escalationOf(account, team, schedule);
  const rule: RoutingRule = {
    id: account.newId(),
    team: team.id,
    isDefault: true,
    order: 0,
    name: 'Default Routing Rule',
    timezone: account.timezone,
    criteria: matchAll,
    notify: { type: 'escalation', id: escalation.id },
  };
  account.schedules.set(schedule.id, schedule);
  account.escalations.set(escalation.id, escalation);
  account.routingRules.set(rule.id, rule);
}
