import type { WeeklySpan } from '../../definitions/values/weekly.ts';
import type { Holidays, Hours, Instant, Span } from '../model.ts';
import { dateOf, dayOfWall, edge, spanOfDay, wallDay, weekdayOf, type LocalDay } from './local-day.ts';
import { complement, intersection, subtraction, union } from './spans.ts';
import { zoneOf, type Zone } from '../../definitions/values/zone-clock.ts';

const week = 7;
const minutesOfDay = 1440;
/** Edges move by at most the largest change of a clock, which was a day. */
const slack = 2;

/** Whether an instant is within hours that are read in a zone. */
export function withinHours(hours: Hours, zone: string, at: Instant): boolean {
  return hoursIn(hours, zone, { from: at, until: at + 1 }).length > 0;
}

/** The parts of a range that are within hours: sorted, disjoint, touching ones as one, cut at the range's ends. */
export function hoursIn(hours: Hours, zone: string, range: Span): Span[] {
  return range.until - range.from < worthKeeping ? workOut(hours, zone, range) : [...kept(hours, zone, range)];
}

/** Squads share hours, zone and the range that is asked about; a few answers are kept while the hours are in use. */
const worthKeeping = 60 * wallDay;
const mostKept = 8;
const answers = new WeakMap<Hours['spans'], Map<string, { readonly holidays: Holidays; readonly spans: Span[] }>>();

function kept(hours: Hours, zone: string, range: Span): readonly Span[] {
  const key = `${zone} ${hours.negated} ${range.from} ${range.until}`;
  let own = answers.get(hours.spans);
  if (!own || own.size > mostKept) answers.set(hours.spans, (own = new Map()));
  let answer = own.get(key);
  if (answer?.holidays !== hours.holidays)
    own.set(key, (answer = { holidays: hours.holidays, spans: workOut(hours, zone, range) }));
  return answer.spans;
}

function workOut(hours: Hours, zone: string, range: Span): Span[] {
  const clock = zoneOf(zone);
  const days = localDays(range, hours.spans, clock);
  const open = union(hours.spans.flatMap((span) => days.map((day) => spanFrom(span, day, clock))));
  const left = subtraction(open, closedDays(hours.holidays, days, clock));
  return hours.negated ? complement(left, range) : intersection(left, [range]);
}

/** The days whose spans can reach into a range. */
function localDays({ from, until }: Span, spans: readonly WeeklySpan[], clock: Zone): LocalDay[] {
  const back = spans.some(({ kind }) => kind === 'continuous') ? week + slack : slack;
  const first = dayOfWall(from + clock.offsetAt(from)) - back;
  const last = dayOfWall(until + clock.offsetAt(until)) + slack;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

const nothing: Span = { from: 0, until: 0 };

/** The part of weekly hours that begins on a day. Inverted by a change of the clock it is empty, and so is a day that is skipped whole. */
function spanFrom(span: WeeklySpan, day: LocalDay, clock: Zone): Span {
  const weekday = weekdayOf(day);
  if (span.kind === 'continuous') {
    if (weekday !== span.from) return nothing;
    return { from: edge(day, span.start, clock), until: edge(day, span.start + lengthOf(span), clock) };
  }
  const sinceFirst = (weekday - span.from + week) % week;
  if (sinceFirst > (span.to - span.from + week) % week) return nothing;
  const whole = spanOfDay(day, clock);
  if (span.kind === 'days' || whole.from === whole.until) return whole;
  const end = span.end > span.start ? span.end : span.end + minutesOfDay;
  return { from: edge(day, span.start, clock), until: edge(day, end, clock) };
}

/** Minutes on the wall from the beginning of a continuous span to its end: at most a week. */
function lengthOf({ from, start, to, end }: WeeklySpan & { kind: 'continuous' }): number {
  const minutes = (to - from) * minutesOfDay + end - start;
  return minutes > 0 ? minutes : minutes + week * minutesOfDay;
}

function closedDays(holidays: Holidays, days: readonly LocalDay[], clock: Zone): Span[] {
  if (holidays.days.size === 0 && holidays.yearly.size === 0) return [];
  return union(days.filter((day) => holidayOn(holidays, day) !== undefined).map((day) => spanOfDay(day, clock)));
}

/** The name of the holiday on a day; undefined when there is none. */
export function holidayOn(holidays: Holidays, day: LocalDay): string | undefined {
  const date = dateOf(day);
  const yearly = holidays.yearly.get(date.slice(5));
  return holidays.days.get(date) ?? (yearly && yearly.since <= Number(date.slice(0, 4)) ? yearly.name : undefined);
}
