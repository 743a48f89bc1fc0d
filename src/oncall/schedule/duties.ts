import type { Instant, OnCallSemantics, Override, Schedule, Span } from '../model.ts';
import { overlaps } from '../time/spans.ts';
import { cutsOf, overrideSpans } from './override-duties.ts';
import { stretchesIn } from './rotation-duties.ts';

/**
 * One person's unbroken time on call in one rotation, or by one override. `until` is Infinity for a duty that never ends: a rotation of
 * one person without hours and end.
 */
export interface Duty extends Span {
  readonly person: string;
  /** Absent for an override. */
  readonly rotation?: string;
  readonly override?: Override;
}

/**
 * The duties of a schedule that share time with a range, whole: not cut at the range's ends. Sorted by their beginning, those that begin
 * together in the order of the rotations, overrides last. Somebody may have several duties at once.
 */
export function dutiesIn(schedule: Schedule, range: Span, semantics: OnCallSemantics): Duty[] {
  if (range.from >= range.until) return [];
  const { zone, rotations, overrides } = schedule;
  const duties = rotations.flatMap((rotation): Duty[] => {
    const stretches = stretchesIn(rotation, range, { zone, semantics, cuts: cutsOf(rotation, overrides) });
    return stretches.map((stretch) => ({ ...stretch, rotation: rotation.id }));
  });
  for (const override of overrides) duties.push(...overrideDuties(override, schedule, range, semantics));
  return duties.sort((a, b) => a.from - b.from);
}

/** The duties of a schedule at an instant, in the order of {@link dutiesIn}. */
export function onCallAt(schedule: Schedule, at: Instant, semantics: OnCallSemantics): Duty[] {
  return dutiesIn(schedule, { from: at, until: at + 1 }, semantics);
}

function overrideDuties(override: Override, schedule: Schedule, range: Span, semantics: OnCallSemantics): Duty[] {
  const { person } = override;
  if (person === null || !overlaps(override, range)) return [];
  const spans = overrideSpans(override, schedule, semantics).filter((span) => overlaps(span, range));
  return spans.map((span) => ({ ...span, person, override }));
}
