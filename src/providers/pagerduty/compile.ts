import type { OnCallModel, Schedule, Target } from '../../oncall/model.ts';
import { markerText } from '../marker.ts';
import type { CompileContext, CompiledSquad, ResolvedPerson, ResolvedSquad, SquadResource } from '../provider.ts';
import type { Compiling } from './compiled.ts';
import { directPolicy, escalationOf } from './escalations.ts';
import { LossReport } from './losses.ts';
import { reportRouting, serviceRule } from './routing.ts';
import { schedulesOf, type Shift } from './schedules.ts';
import { businessServicesOf, serviceOf } from './service.ts';
import { teamOf, userOf } from './team.ts';

/** A squad as PagerDuty has it: team, schedules, escalation policies and a service, and a report of all that is lost. */
export function compileSquad(resolved: ResolvedSquad, { project }: CompileContext): CompiledSquad {
  const { onCall: squad, identityOf, personIdentity } = resolved;
  const losses = new LossReport();
  const model = resolved.model();
  const compiling: Compiling = {
    squad,
    model,
    losses,
    idOf: (owner, kind, id) => ({ $ref: identityOf(owner, kind, id), output: 'id' }),
    personId: (person) => ({ $ref: personIdentity('user', person), output: 'id' }),
    marked: (text, kind, id) =>
      `${text} ${markerText({ project: project.uid, unit: 'oncall', identity: identityOf(squad.id, kind, id) })}`,
  };
  const chosen = serviceRule(compiling);
  reportRouting(chosen, compiling);
  reportRest(compiling);
  const direct = chosen?.to.kind === 'schedule' ? directPolicy(chosen.to.squad, chosen.to.schedule, compiling) : [];
  const resources: SquadResource[] = [
    ...teamOf(compiling),
    ...[...squad.schedules.values()].flatMap((schedule) =>
      shiftsOf(schedule, model).flatMap((shift) => schedulesOf(schedule, shift, compiling)),
    ),
    ...[...squad.escalations.values()].flatMap((escalation) => escalationOf(escalation, compiling)),
    ...direct,
    ...serviceOf(compiling),
    ...businessServicesOf(compiling),
  ];
  return { resources, problems: losses.problems };
}

/** Somebody's account. Ways to reach them are theirs to set up. */
export function compilePerson({ person }: ResolvedPerson): CompiledSquad {
  return { resources: [userOf(person)], problems: [] };
}

/** A schedule, and its neighbours where any squad's escalation takes them. */
function shiftsOf(schedule: Schedule, model: OnCallModel): Shift[] {
  const taken = new Set<Shift>(['current']);
  for (const squad of model.squads.values())
    for (const { steps } of squad.escalations.values())
      for (const target of steps.flatMap(({ notify }) => notify))
        if (isNeighbourOf(schedule, target)) taken.add(target.take);
  return [...taken];
}

function isNeighbourOf(
  schedule: Schedule,
  target: Target,
): target is Target & { kind: 'schedule'; take: 'next' | 'previous' } {
  return (
    target.kind === 'schedule' &&
    target.take !== undefined &&
    target.squad === schedule.squad &&
    target.schedule === schedule.id
  );
}

/** What has no counterpart at all. */
function reportRest({ squad, losses }: Compiling): void {
  for (const policy of squad.policies.values())
    losses.lost('pagerduty/policy', policy.path, 'PagerDuty changes no alert by a policy: this one has no effect.');
  for (const policy of squad.notifications.values())
    if (policy.autoClose === undefined || policy.when || policy.hours)
      losses.lost('pagerduty/policy', policy.path, 'PagerDuty holds no notification back: this policy has no effect.');
  for (const heartbeat of squad.heartbeats.values())
    losses.lost(
      'pagerduty/heartbeat',
      heartbeat.path,
      'PagerDuty has no heartbeats: nobody is called when this one stops.',
      'Let a monitoring system watch for it, with a heartbeat alert.',
    );
  for (const template of squad.incidentTemplates.values())
    losses.lost('pagerduty/incident', template.path, 'PagerDuty has no incident templates: this one is left out.');
}
