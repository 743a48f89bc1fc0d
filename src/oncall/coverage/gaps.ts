import type { OnCallSemantics, Schedule, Span } from '../model.ts';
import { turnsIn } from '../schedule/turns.ts';
import { intersection, subtraction, union } from '../time/spans.ts';
import type { Roster } from './roster.ts';

/** A time in which a schedule is asked, alone, and nobody is on call. */
export interface Gap extends Span {
  readonly squad: string;
  readonly schedule: string;
  /** Somebody wrote `none` for it. */
  readonly onPurpose: boolean;
}

/** The gaps of a roster, sorted. */
export function gapsOf({ schedule, duties, needed }: Roster, range: Span, semantics: OnCallSemantics): Gap[] {
  const open = subtraction(needed, union(duties));
  if (open.length === 0) return [];
  const wanted = purposesOf(schedule, range, semantics);
  const named = (onPurpose: boolean) => (span: Span) => ({
    ...span,
    squad: schedule.squad,
    schedule: schedule.id,
    onPurpose,
  });
  const gaps = [...intersection(open, wanted).map(named(true)), ...subtraction(open, wanted).map(named(false))];
  return gaps.sort((a, b) => a.from - b.from);
}

function purposesOf({ rotations, overrides, zone }: Schedule, range: Span, semantics: OnCallSemantics): Span[] {
  const turns = rotations
    .filter(({ participants }) => participants.includes(null))
    .flatMap((rotation) =>
      turnsIn(rotation, zone, range, semantics).filter(
        ({ index }) => rotation.participants[index % rotation.participants.length] === null,
      ),
    );
  return union([...turns, ...overrides.filter(({ person }) => person === null)]);
}
