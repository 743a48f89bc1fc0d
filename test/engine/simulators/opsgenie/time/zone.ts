import { Temporal } from '@js-temporal/polyfill';

const quarter = 900_000;
const offsets = new Map<string, number>();

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
  const key = `${zone} ${block}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const there = Temporal.Instant.fromEpochMilliseconds(block * quarter).toZonedDateTimeISO(zone);
  const offset = there.offsetNanoseconds / 1_000_000;
  offsets.set(key, offset);
  return offset;
}

/** What the clock on the wall shows, as a number: the epoch milliseconds at which a clock in UTC would show the same. */
export function wallAt(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

const instants = new Map<string, number>();

/**
 * The instant at which a clock on the wall shows this (given as `wallAt` gives it). A time that a change of clocks leaves out lies as much later
 * as the change is long; of two, the first counts.
 */
export function instantOfWall(wall: number, zone: string): number {
  const key = `${zone} ${wall}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const local = Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, -1));
  const instant = local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  instants.set(key, instant);
  return instant;
}
