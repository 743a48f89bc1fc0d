import type { Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import { mapOf } from './written-data.ts';

/** A rotation of a squad, with its place in the document. */
export interface Rotation {
  readonly schedule: string;
  readonly id: string;
  readonly path: Path;
  readonly participants: readonly string[];
  readonly hours: unknown;
}

/** Who a step notifies. */
export interface StepTarget {
  readonly schedule?: string;
  readonly squad?: string;
  readonly person?: string;
  readonly channel?: string;
  readonly escalation?: string;
  readonly take?: string;
}

/** A step of an escalation, with its place in the document. */
export interface EscalationStep {
  readonly path: Path;
  readonly after: string;
  readonly notify: readonly StepTarget[];
}

/** An escalation of a squad. */
export interface Escalation {
  readonly id: string;
  readonly path: Path;
  readonly steps: readonly EscalationStep[];
}

/** The target of a routing rule: `none`, or a reference. */
export type RouteTarget =
  'none' | { readonly escalation?: string; readonly schedule?: string; readonly squad?: string };

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The ids of a squad's members. */
export function membersOf(squad: Document): readonly string[] {
  return listOf(squad.data['members']).map(String);
}

/** Every rotation of every schedule. */
export function rotationsOf(squad: Document): Rotation[] {
  return Object.entries(mapOf(squad.data['schedules'])).flatMap(([schedule, value]) =>
    Object.entries(mapOf(mapOf(value)['rotations'])).map(([id, rotation]) => ({
      schedule,
      id,
      path: ['schedules', schedule, 'rotations', id],
      participants: listOf(mapOf(rotation)['participants']).map(String),
      hours: mapOf(rotation)['hours'],
    })),
  );
}

/** Every escalation, in the short form (a list) or the long one (`steps`, `repeat`). */
export function escalationsOf(squad: Document): Escalation[] {
  return Object.entries(mapOf(squad.data['escalations'])).map(([id, value]) => {
    const path: Path = Array.isArray(value) ? ['escalations', id] : ['escalations', id, 'steps'];
    const steps = listOf(Array.isArray(value) ? value : mapOf(value)['steps']);
    return { id, path, steps: steps.map((step, index) => stepOf(step, [...path, index])) };
  });
}

function stepOf(step: unknown, path: Path): EscalationStep {
  const { after, notify } = mapOf(step);
  return { path, after: String(after), notify: listOf(notify).map((target) => mapOf(target) as StepTarget) };
}

/** The targets of the routing rules, in order. */
function routesOf(squad: Document): RouteTarget[] {
  const routing = squad.data['routing'];
  const rules = listOf(Array.isArray(routing) ? routing : mapOf(routing)['rules']);
  return rules.map((rule) => mapOf(rule)['to'] as RouteTarget);
}

/** Overrides of the squad's schedules, as written. */
export function overridesOf(
  squad: Document,
): { path: Path; schedule: string; from: string; to: string; person: string }[] {
  return listOf(squad.data['overrides']).map((value, index) => {
    const { schedule, from, to, person } = mapOf(value);
    return {
      path: ['overrides', index],
      schedule: String(schedule),
      from: String(from),
      to: String(to),
      person: String(person),
    };
  });
}

/** Channels by name; each is a map from a chat system to an address there. */
export function channelsOf(squad: Document): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return mapOf(squad.data['channels']) as Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a squad lacks so that somebody of it is called: routing at all, a rule that leads to somebody, or a rotation to lead to. */
export function whatLacksToCall(squad: Document): 'routing' | 'silent' | 'rotation' | undefined {
  const routes = routesOf(squad);
  if (routes.length === 0) return 'routing';
  const targets = routes.flatMap((target) => (target === 'none' ? [] : [target]));
  if (targets.length === 0) return 'silent';
  // Routing to another squad, or to its schedule, is a way to have somebody on call.
  const elsewhere = targets.some((to) => to.squad !== undefined || (to.schedule ?? to.escalation ?? '').includes('/'));
  return elsewhere || rotationsOf(squad).length > 0 || namesOthers(squad) ? undefined : 'rotation';
}

function namesOthers(squad: Document): boolean {
  return /"(schedule|escalation)":"[a-z0-9-]+\//.test(JSON.stringify(squad.data['escalations'] ?? {}));
}
