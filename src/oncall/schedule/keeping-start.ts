import type { Instant, OnCallSemantics, Rotation } from '../model.ts';
import { wallDay } from '../time/local-day.ts';
import { zoneOf } from '../../definitions/values/zone-clock.ts';
import { turnAt } from './turns.ts';

/** A rotation that changes while somebody has the turn. */
export interface MovedTurn {
  /** Who has the turn before the change; null is a gap on purpose. */
  readonly before: string | null;
  /** Who has it after the change; undefined for a rotation that has not begun, or is over. */
  readonly after: string | null | undefined;
  /** When the turn would have ended. */
  readonly until: Instant;
  /** The start with which whoever has the turn keeps it, and the new order goes on from there; absent when they are no longer in it. */
  readonly start?: Instant;
}

const lengths = { hour: wallDay / 24, day: wallDay, week: 7 * wallDay } as const;

/**
 * Whether a change of a rotation takes the turn from whoever has it: turns count from the start, so that a list that is longer or in another
 * order deals all of them anew. Undefined when nobody's present turn moves.
 */
export function movedTurn(
  before: Rotation,
  after: Rotation,
  zone: string,
  at: Instant,
  semantics: OnCallSemantics,
): MovedTurn | undefined {
  const turn = turnAt(before, zone, at, semantics);
  if (!turn) return undefined;
  const person = before.participants[turn.index % before.participants.length] ?? null;
  const next = turnAt(after, zone, at, semantics);
  const successor = next && (after.participants[next.index % after.participants.length] ?? null);
  if (successor === person) return undefined;
  const place = placeOf(person, before.participants[(turn.index + 1) % before.participants.length], after.participants);
  const start = place === undefined ? undefined : startFor(place, turn.from, after, zone, semantics);
  return { before: person, after: successor, until: turn.until, ...(start === undefined ? {} : { start }) };
}

/** Where somebody stands in the new order; of several places the one before whoever would have come next. */
function placeOf(
  person: string | null,
  next: string | null | undefined,
  participants: readonly (string | null)[],
): number | undefined {
  const places = participants.flatMap((one, index) => (one === person ? [index] : []));
  return places.find((place) => participants[(place + 1) % participants.length] === next) ?? places[0];
}

/** The start of which the present turn is number `place`: so many turns before the present one began. */
function startFor(place: number, from: Instant, { turn }: Rotation, zone: string, semantics: OnCallSemantics): Instant {
  const length = place * turn.length * lengths[turn.unit];
  if (turn.unit === 'hour' && semantics.hourlyTurns === 'elapsed') return from - length;
  const clock = zoneOf(zone);
  return clock.resolveWall(from + clock.offsetAt(from) - length).instant;
}
