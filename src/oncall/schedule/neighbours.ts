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
      : (which === 'next' ? nextDuties : lastEnded)(schedule, at, semantics).map(({ person }) => person);
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

/** The duties of a schedule that begin first after an instant: those that begin together. None within two years: nobody. */
export function nextDuties(schedule: Schedule, at: Instant, semantics: OnCallSemantics): Duty[] {
  return firstFound((reach) => {
    const later = dutiesIn(schedule, { from: at, until: at + reach }, semantics).filter(({ from }) => from > at);
    return later.filter(({ from }) => from === later[0]?.from);
  });
}

function lastEnded(schedule: Schedule, at: Instant, semantics: OnCallSemantics): Duty[] {
  return firstFound((reach) => {
    const ended = dutiesIn(schedule, { from: at - reach, until: at + 1 }, semantics).filter(({ until }) => until <= at);
    const last = Math.max(...ended.map(({ until }) => until));
    return ended.filter(({ until }) => until === last);
  });
}

/** Asks about longer and longer times until there is an answer. */
function firstFound(within: (reach: number) => Duty[]): Duty[] {
  for (let reach = 14 * wallDay; reach < 3 * farthest; reach *= 3) {
    const found = within(reach);
    if (found.length > 0) return found;
  }
  return [];
}
