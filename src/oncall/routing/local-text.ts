import type { Instant } from '../model.ts';
import { offsetText } from '../build/context.ts';
import { weekdayOf, dayOfWall } from '../time/local-day.ts';
import { wallOf, zoneOf } from '../../definitions/values/zone-clock.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** What a wall clock and a calendar of the zone show: `Sun 29 Nov 2026 03:00`; seconds only when there are any. */
export function localText(zone: string, at: Instant): string {
  const local = zoneOf(zone).toLocal(at);
  return `${weekdayText(zone, at)} ${local.day} ${months[local.month - 1]} ${local.year} ${clockText(zone, at)}`;
}

/** `Sun 03:00`. */
export function weekTimeText(zone: string, at: Instant): string {
  return `${weekdayText(zone, at)} ${clockText(zone, at)}`;
}

/** `03:00`, with seconds only when there are any. */
export function clockText(zone: string, at: Instant): string {
  const { hour, minute, second } = zoneOf(zone).toLocal(at);
  return `${two(hour)}:${two(minute)}${second === 0 ? '' : `:${two(second)}`}`;
}

/** `Sun`. */
export function weekdayText(zone: string, at: Instant): string {
  return days[weekdayOf(dayOfWall(wallOf(zoneOf(zone).toLocal(at)))) - 1] as string;
}

/** ISO 8601 with the zone's offset: `2026-11-29T03:00:00+01:00`. */
export function isoText(zone: string, at: Instant): string {
  const { year, month, day, hour, minute, second } = zoneOf(zone).toLocal(at);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${offsetText(zone, at)}`;
}
