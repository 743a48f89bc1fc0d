import { dayNumber, type DayWindow, type Restriction, type WeekWindow } from '../blocks/restriction.ts';
import { instantOfWall, wallAt } from './zone.ts';

const minute = 60_000;
const day = 86_400_000;

/** Monday is 0. The first day of the epoch was a Thursday. */
export function weekdayOf(wall: number): number {
  return (Math.floor(wall / day) + 3) % 7;
}

/** Midnight of the wall's day. */
export function midnightOf(wall: number): number {
  return Math.floor(wall / day) * day;
}

function startOf({ startHour, startMin }: DayWindow): number {
  return (startHour * 60 + startMin) * minute;
}

function endOf({ endHour, endMin }: DayWindow): number {
  return (endHour * 60 + endMin) * minute;
}

/** How many days lie between start and end: forward to the day named, round the week when need be. */
function daysBetween(window: WeekWindow): number {
  const days = (dayNumber(window.endDay) - dayNumber(window.startDay) + 7) % 7;
  return days === 0 && endOf(window) <= startOf(window) ? 7 : days;
}

/** Whether the window that starts on the day of this midnight holds at an instant. Edges are wall times, resolved each by itself. */
function holds(instant: number, midnight: number, window: DayWindow, days: number, zone: string): boolean {
  const from = instantOfWall(midnight + startOf(window), zone);
  const to = instantOfWall(midnight + days * day + endOf(window), zone);
  return from <= instant && instant < to;
}

function isInDayWindow(instant: number, today: number, window: DayWindow, zone: string): boolean {
  const days = endOf(window) <= startOf(window) ? 1 : 0;
  return [-1, 0, 1].some((offset) => holds(instant, today + offset * day, window, days, zone));
}

function isInWeekWindow(instant: number, today: number, window: WeekWindow, zone: string): boolean {
  const days = daysBetween(window);
  const startDay = dayNumber(window.startDay);
  for (let offset = -8; offset <= 1; offset += 1) {
    const midnight = today + offset * day;
    if (weekdayOf(midnight) === startDay && holds(instant, midnight, window, days, zone)) return true;
  }
  return false;
}

/** Whether a restriction lets an instant through, on the clocks of a zone. Windows may overlap; none at all lets everything through. */
export function isInside(restriction: Restriction | undefined, instant: number, zone: string): boolean {
  if (!restriction) return true;
  const today = midnightOf(wallAt(instant, zone));
  return restriction.type === 'time-of-day'
    ? isInDayWindow(instant, today, restriction.restriction, zone)
    : restriction.restrictions.some((window) => isInWeekWindow(instant, today, window, zone));
}
