import type { Instant, OnCallSemantics, Rotation, Schedule } from '../model.ts';
import { withinHours } from '../time/hours.ts';
import { wallDay } from '../time/local-day.ts';
import { dutiesIn, type Duty } from './duties.ts';
import { turnAt } from './turns.ts';

/**
 * Who comes next, or came before, in the order of each rotation, everybody once. In that order overrides do not count; a rotation that is
 * masked, not begun or over has no neighbours, and before the first turn there was the last participant. Semantics that look at the final
 * timeline answer with those whose duty begins next, or was the last to end.
 */
export function neighboursAt(
  schedule: Schedule,
  at: Instant,
  which: 'next' | 'previous',
  semantics: OnCallSemantics,
): string[] {
  const people =
    semantics.neighbours === 'rotation'
      ? schedule.rotations.map((rotation) => inOrder(rotation, schedule.zone, at, which, semantics))
      : onTimeline(schedule, at, which, semantics);
  return [...new Set(people.filter((person) => typeof person === 'string'))];
}

function inOrder(
  rotation: Rotation,
  zone: string,
  at: Instant,
  which: 'next' | 'previous',
  semantics: OnCallSemantics,
): string | null | undefined {
  const { participants, hours } = rotation;
  const turn = turnAt(rotation, zone, at, semantics);
  if (!turn || (hours && !withinHours(hours, zone, at))) return undefined;
  const index = turn.index + (which === 'next' ? 1 : participants.length - 1);
  return participants[index % participants.length];
}

/** Nobody plans further ahead than that, nor asks further back. */
const farthest = 2 * 366 * wallDay;

function onTimeline(schedule: Schedule, at: Instant, which: 'next' | 'previous', semantics: OnCallSemantics): string[] {
  for (let reach = 14 * wallDay; ; reach *= 3) {
    const range = which === 'next' ? { from: at, until: at + reach } : { from: at - reach, until: at + 1 };
    const beside = dutiesIn(schedule, range, semantics).filter(({ from, until }) =>
      which === 'next' ? from > at : until <= at,
    );
    if (beside.length > 0) return closest(beside, which).map(({ person }) => person);
    if (reach > farthest) return [];
  }
}

function closest(duties: readonly Duty[], which: 'next' | 'previous'): readonly Duty[] {
  if (which === 'next') return duties.filter(({ from }) => from === duties[0]?.from);
  const last = Math.max(...duties.map(({ until }) => until));
  return duties.filter(({ until }) => until === last);
}
