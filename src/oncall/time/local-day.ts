import type { Span } from '../model.ts';
import { fromUtcFields, type Zone } from '../../definitions/values/zone-clock.ts';

/** A local calendar day, counted from 1970-01-01. */
export type LocalDay = number;

/** Milliseconds of a day on the scale of wall clocks, where every day has 24 hours. */
export const wallDay = 86_400_000;
const minute = 60_000;

/** Monday is 1, as ISO numbers days; 1970-01-01 was a Thursday. */
export function weekdayOf(day: LocalDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The day that a wall clock's reading, given as `wallOf` does, lies in. */
export function dayOfWall(wall: number): LocalDay {
  return Math.floor(wall / wallDay);
}

/** `YYYY-MM-DD`. */
export function dateOf(day: LocalDay): string {
  const { year, month, day: date } = fromUtcFields(day * wallDay);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** The day of a date written `YYYY-MM-DD`. */
export function dayOfDate(date: string): LocalDay {
  return Date.parse(`${date}T00:00:00Z`) / wallDay;
}

/** From its first midnight to the next day's; empty for a day that the zone's clock skips whole, as Samoa's did on 2011-12-30. */
export function spanOfDay(day: LocalDay, zone: Zone): Span {
  return { from: edge(day, 0, zone), until: edge(day + 1, 0, zone) };
}

/** The instant of a minute of a day, which may lie beyond its 24 hours. */
export function edge(day: LocalDay, minutes: number, zone: Zone): number {
  return zone.resolveWall(day * wallDay + minutes * minute).instant;
}
