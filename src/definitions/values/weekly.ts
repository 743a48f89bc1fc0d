/** Days as ISO numbers them: 1 is Monday. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * One span of weekly hours. `daily` holds on each day of `from` to `to` between two times of day (past midnight when `end` is not
 * later than `start`); `continuous` runs from a time on one day to a time on another; `days` covers whole days. Minutes of the day.
 */
export type WeeklySpan =
  | { readonly kind: 'daily'; readonly from: number; readonly to: number; readonly start: number; readonly end: number }
  | {
      readonly kind: 'continuous';
      readonly from: number;
      readonly start: number;
      readonly to: number;
      readonly end: number;
    }
  | { readonly kind: 'days'; readonly from: number; readonly to: number };

const day = '(mon|tue|wed|thu|fri|sat|sun)';
const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const dailyPattern = new RegExp(`^${day}(?:-${day})? ${time}-${time}$`);
const continuousPattern = new RegExp(`^${day} ${time} - ${day} ${time}$`);
const daysPattern = new RegExp(`^${day}(?:-${day})?$`);

/** Parses `mon-fri 09:00-18:00`, `fri 20:00 - mon 08:00`, `sat-sun`; undefined for anything else. */
export function parseWeeklySpan(text: string): WeeklySpan | undefined {
  const daily = dailyPattern.exec(text);
  if (daily) {
    const [, from, to, h1, m1, h2, m2] = daily;
    return {
      kind: 'daily',
      from: dayNumber(from),
      to: dayNumber(to ?? from),
      start: minutes(h1, m1),
      end: minutes(h2, m2),
    };
  }
  const continuous = continuousPattern.exec(text);
  if (continuous) {
    const [, from, h1, m1, to, h2, m2] = continuous;
    return {
      kind: 'continuous',
      from: dayNumber(from),
      start: minutes(h1, m1),
      to: dayNumber(to),
      end: minutes(h2, m2),
    };
  }
  const days = daysPattern.exec(text);
  return days ? { kind: 'days', from: dayNumber(days[1]), to: dayNumber(days[2] ?? days[1]) } : undefined;
}

function dayNumber(name: string | undefined): number {
  return weekdays.indexOf(name as (typeof weekdays)[number]) + 1;
}

function minutes(hours: string | undefined, mins: string | undefined): number {
  return Number(hours) * 60 + Number(mins);
}
