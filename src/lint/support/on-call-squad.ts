import type { Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import { onCallProject, onCallSquad, type OnCallProject } from '../../oncall/build/model.ts';
import type { Hours, OnCallSquad, Rotation, Schedule } from '../../oncall/model.ts';

/** Rules about turns need no holidays, and whether a calendar can be read is checked elsewhere. */
const noCalendars = (): { readonly reason: string } => ({ reason: '' });

const projects = new WeakMap<Document, OnCallProject>();
const squads = new WeakMap<Document, { readonly project: Document; readonly squad: OnCallSquad }>();

/** A project's hours as the on-call model has them, without holidays. */
export function onCallProjectOf(project: Document): OnCallProject {
  let found = projects.get(project);
  if (!found) projects.set(project, (found = onCallProject(project, noCalendars)));
  return found;
}

/** A squad as the on-call model has it, without holidays. */
export function onCallSquadOf(squad: Document, project: Document): OnCallSquad {
  let found = squads.get(squad);
  if (found?.project !== project) {
    const built = onCallSquad(squad, onCallProjectOf(project), noCalendars).squad;
    squads.set(squad, (found = { project, squad: built }));
  }
  return found.squad;
}

/** Every rotation of a squad with its schedule. */
export function scheduledRotations({ schedules }: OnCallSquad): { schedule: Schedule; rotation: Rotation }[] {
  return [...schedules.values()].flatMap((schedule) => schedule.rotations.map((rotation) => ({ schedule, rotation })));
}

/** Hours that a squad writes in place or names, each with its place: of rotations, routing rules and policies. */
export function hoursOfSquad(squad: OnCallSquad): { readonly hours: Hours; readonly path: Path }[] {
  const timed = [...squad.routing.rules, ...squad.policies.values(), ...squad.notifications.values()];
  return [
    ...scheduledRotations(squad).map(({ rotation: { hours, path } }) => ({ hours, path: [...path, 'hours'] })),
    ...timed.map(({ hours, path }) => ({ hours, path: [...path, 'when', 'hours'] })),
  ].flatMap(({ hours, path }) => (hours ? [{ hours, path }] : []));
}
