import type { OnCallModel, OnCallSquad, RouteTarget, Target } from '../model.ts';

/** The squads whose routing and escalations an alert of a squad may run through, that squad first. */
export function reachableSquads({ squads }: OnCallModel, first: string): OnCallSquad[] {
  const ids = new Set([first]);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const id of ids) for (const target of targetsOf(squads.get(id))) if ('squad' in target) ids.add(target.squad);
  return [...ids].map((id) => squads.get(id)).filter((squad) => squad !== undefined);
}

function targetsOf(squad: OnCallSquad | undefined): (RouteTarget | Target)[] {
  if (!squad) return [];
  const steps = [...squad.escalations.values()].flatMap((escalation) => escalation.steps);
  return [...squad.routing.rules.map(({ to }) => to), ...steps.flatMap(({ notify }) => notify)];
}
