import type { Instant, Quieting } from '../model.ts';
import { weekdays } from '../../definitions/values/weekly.ts';
import { dayOfWall, edge, weekdayOf } from '../time/local-day.ts';
import { zoneOf } from '../../definitions/values/zone-clock.ts';
import { later, type Moment } from './moment.ts';

/** When notifications of an alert begin that opens at a moment; a delay until a time of day ends at the first such time that is not before. */
export function endOfDelay(delay: Quieting['delay'], opened: Moment, zone: string): Moment {
  if (!delay) return opened;
  if ('for' in delay) return later(opened, delay.for);
  const at = nextTime(delay.until, opened.at, zone);
  return at === opened.at ? opened : { at, fixed: true };
}

function nextTime(
  { time, day }: { readonly time: string; readonly day?: string },
  from: Instant,
  zone: string,
): Instant {
  const clock = zoneOf(zone);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const weekday = day === undefined ? undefined : weekdays.indexOf(day as (typeof weekdays)[number]) + 1;
  for (let local = dayOfWall(from + clock.offsetAt(from)) - 1; ; local += 1) {
    if (weekday !== undefined && weekdayOf(local) !== weekday) continue;
    const at = edge(local, hours * 60 + minutes, clock);
    if (at >= from) return at;
  }
}
