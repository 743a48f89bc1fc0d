import type { OnCallModel, OnCallSquad, Schedule, Target } from '../../oncall/model.ts';
import type { CompiledSquad, SquadResource } from '../provider.ts';
import type { Compiling } from './compiled.ts';
import { directPolicy, escalationOf } from './escalations.ts';
import { LossReport } from './losses.ts';
import { reportRouting, serviceRule } from './routing.ts';
import { schedulesOf, type Shift } from './schedules.ts';
import { businessServicesOf, serviceOf } from './service.ts';
import { teamOf } from './team.ts';

/** What identities and markers of a squad's objects are made of. */
export interface Identities {
  /** Of an object of any squad: `oncall/squad/kind/id`. */
  identity(squad: string, kind: string, id: string): string;
  personIdentity(person: string): string;
  readonly project: { readonly uid: string };
}

/** A squad as PagerDuty has it: team, schedules, escalation policies and a service, and a report of all that is lost. */
export function compileForPagerDuty(squad: OnCallSquad, model: OnCallModel, identities: Identities): CompiledSquad {
  const losses = new LossReport();
  const { identity, personIdentity, project } = identities;
  const compiling: Compiling = {
    squad,
    model,
    losses,
    idOf: (owner, kind, id) => ({ $ref: identity(owner, kind, id), output: 'id' }),
    personId: (person) => ({ $ref: personIdentity(person), output: 'id' }),
    marked: (text, kind, id) => `${text} [alerts ${project.uid} oncall ${identity(squad.id, kind, id)}]`,
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
