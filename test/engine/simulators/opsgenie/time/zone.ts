import { Temporal } from '@js-temporal/polyfill';

const quarter = 900_000;

/** Answers that were worked out before, by zone: the library takes its time. */
class Known {
  readonly #byZone = new Map<string, Map<number, number>>();

  of(zone: string, key: number, work: () => number): number {
    const known = this.#byZone.get(zone) ?? new Map<number, number>();
    this.#byZone.set(zone, known);
    const answer = known.get(key) ?? work();
    known.set(key, answer);
    return answer;
  }
}

const offsets = new Known();
const instants = new Known();

export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return !/^[+-]\d/.test(zone);
  } catch {
    return false;
  }
}

/** Milliseconds between UTC and the zone's clock. Zones change on quarters of an hour only, so that one answer serves a quarter. */
function offsetAt(instant: number, zone: string): number {
  const block = Math.floor(instant / quarter);
  return offsets.of(zone, block, () => {
    const there = Temporal.Instant.fromEpochMilliseconds(block * quarter).toZonedDateTimeISO(zone);
    return there.offsetNanoseconds / 1_000_000;
  });
}

/** What the clock on the wall shows, as a number: the epoch milliseconds at which a clock in UTC would show the same. */
export function wallAt(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/**
 * The instant at which a clock on the wall shows this (given as `wallAt` gives it). A time that a change of clocks leaves out lies as much later
 * as the change is long; of two, the first counts.
 */
export function instantOfWall(wall: number, zone: string): number {
  return instants.of(zone, wall, () => {
    const local = Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, -1));
    return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  });
}
