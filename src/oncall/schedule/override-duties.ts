import type { OnCallSemantics, Override, Rotation, Schedule, Span } from '../model.ts';
import { hoursIn } from '../time/hours.ts';
import { intersection, subtraction, union } from '../time/spans.ts';

/** The time that overrides take from a rotation: sorted, disjoint. */
export function cutsOf({ id }: Rotation, overrides: readonly Override[]): Span[] {
  return union(overrides.filter((override) => affects(override, id)));
}

/** Whether an override takes a rotation's place. */
export function affects({ rotations }: Override, rotation: string): boolean {
  return rotations === undefined || rotations.includes(rotation);
}

/**
 * The time in which an override's person is on call. A later override of the file that takes the place of all its rotations wins;
 * one that takes only some of them leaves the person on call for the others.
 */
export function overrideSpans(override: Override, schedule: Schedule, semantics: OnCallSemantics): Span[] {
  const rotations = schedule.rotations.filter(({ id }) => affects(override, id));
  const later = schedule.overrides.slice(schedule.overrides.indexOf(override) + 1);
  const lost = rotations.map((rotation) => cutsOf(rotation, later)).reduce(intersection, [override]);
  const kept = rotations.length === 0 ? [] : subtraction([override], lost);
  return semantics.overridesInMaskedHours ? kept : intersection(kept, unmasked(rotations, schedule.zone, override));
}

function unmasked(rotations: readonly Rotation[], zone: string, range: Span): Span[] {
  return union(rotations.flatMap(({ hours }) => (hours ? hoursIn(hours, zone, range) : [range])));
}
