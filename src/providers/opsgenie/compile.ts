import type { CompileContext, CompiledSquad, ResolvedSquad, SquadResource } from '../provider.ts';
import { Compiling } from './compiling.ts';
import { addEscalation } from './escalations.ts';
import { addHeartbeat } from './heartbeats.ts';
import { addIntegration } from './integrations.ts';
import { addMaintenance } from './maintenance.ts';
import { addNotificationPolicies } from './notification-policies.ts';
import { addOverrides } from './overrides.ts';
import { addPolicies } from './policies.ts';
import { addRouting } from './routing.ts';
import { addSchedule } from './schedules.ts';
import { addIncidentTemplate, addService } from './services.ts';
import { addTeam } from './team.ts';
import { addWatch } from './watch.ts';

/** A squad as Opsgenie has it: its team, who is on call, whom an alert reaches, and what calls it. */
export function compileSquad(squad: ResolvedSquad, context: CompileContext): CompiledSquad {
  const compiling = new Compiling(squad, context);
  const { schedules, escalations, integrations, heartbeats, maintenance, services, incidentTemplates } = squad.onCall;
  addTeam(compiling);
  for (const schedule of schedules.values()) {
    addSchedule(schedule, compiling);
    addOverrides(schedule, compiling);
  }
  for (const escalation of escalations.values()) addEscalation(escalation, compiling);
  addRouting(compiling);
  addPolicies(compiling);
  addNotificationPolicies(compiling);
  reportZone(compiling);
  for (const integration of integrations.values()) addIntegration(integration, compiling);
  for (const heartbeat of heartbeats.values()) addHeartbeat(heartbeat, compiling);
  addWatch(squad.watches, compiling);
  for (const one of maintenance.values()) addMaintenance(one, compiling);
  for (const service of services.values()) addService(service, compiling);
  for (const template of incidentTemplates.values()) addIncidentTemplate(template, compiling);
  return { resources: inOrder(compiling), problems: compiling.problems };
}

/** Windows of policies are read in the account's zone, which no request tells. */
function reportZone(compiling: Compiling): void {
  const { policies, notifications } = compiling.squad;
  const timed = [...policies.values(), ...notifications.values()].find(
    (policy) => policy.hours !== undefined || (policy.delay !== undefined && 'until' in policy.delay),
  );
  if (timed)
    compiling.report(
      'account-zone',
      timed.path,
      `Opsgenie reads the hours of policies in the zone of the account: it has to be ${compiling.zone}.`,
      {
        severity: 'info',
        help: 'Settings, Account, Timezone.',
      },
    );
}

/** New policies are put at the end of their list, so each is made after the one before it; those that mark holidays come first. */
function inOrder(compiling: Compiling): SquadResource[] {
  const resources = [...compiling.resources].sort((a, b) => Number(isHolidays(b)) - Number(isHolidays(a)));
  return resources.map((resource) => {
    if (resource.kind !== 'policy' && resource.kind !== 'notification') return resource;
    const list = resources.filter(({ kind }) => kind === resource.kind);
    const before = list[list.indexOf(resource) - 1];
    if (!before) return resource;
    return { ...resource, options: { ...resource.options, dependsOn: [compiling.identity(before.kind, before.id)] } };
  });
}

function isHolidays({ kind, id }: SquadResource): boolean {
  return kind === 'policy' && id.startsWith('holidays.');
}
