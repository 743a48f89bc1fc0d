import type ICAL from 'ical.js';
import { dateOf, dayOfDate, type LocalDay } from '../time/local-day.ts';

/** An event of a calendar as the library reads it. */
export type CalendarEvent = InstanceType<typeof ICAL.Component>;

/** Repetitions that are not the same date every year are written out until here. */
const lastYear = 2100;
const longest = 366;

/** Takes the days that all-day events cut out of hours, and says of every other event why it cuts none. */
export class HolidayCollector {
  readonly days = new Map<string, string>();
  readonly yearly = new Map<string, { since: number; name: string }>();
  readonly ignored: string[] = [];
  /** By the id of an event: dates on which it does not take place, or as another event says. */
  readonly #replaced = new Map<string, Set<LocalDay>>();

  add(events: readonly CalendarEvent[]): void {
    for (const event of events) {
      const replaces = dayIn(rawValues(event, 'recurrence-id')[0]);
      if (replaces !== undefined) setOf(this.#replaced, uidOf(event)).add(replaces);
    }
    for (const event of events) {
      const reason = this.#addEvent(event);
      if (reason !== undefined) this.ignored.push(`${nameOf(event)} cuts nothing: ${reason}.`);
    }
  }

  /** Why the event cuts nothing; undefined when it does. */
  #addEvent(event: CalendarEvent): string | undefined {
    const reason = unusable(event);
    if (reason !== undefined) return reason;
    const start = dayIn(rawValues(event, 'dtstart')[0]) as LocalDay;
    const length = lengthOf(event, start);
    if (length > longest) return `it lasts ${length} days, which is longer than a year`;
    const skipped = this.#skipped(event);
    const rule = event.getFirstPropertyValue('rrule') as InstanceType<typeof ICAL.Recur> | null;
    if (rule && String(rule.freq) !== 'YEARLY') return 'it repeats otherwise than yearly';
    const name = summaryOf(event);
    if (rule && skipped.size === 0 && sameDateEveryYear(rule, start, length)) this.#addYearly(start, length, name);
    else for (const day of rule ? occurrences(rule, event) : [start]) this.#addDays(day, length, name, skipped);
    for (const date of rawValues(event, 'rdate')) this.#addDays(dayIn(date), length, name, skipped);
    return undefined;
  }

  #skipped(event: CalendarEvent): Set<LocalDay> {
    const skipped = new Set(rawValues(event, 'exdate').flatMap((date) => dayIn(date) ?? []));
    if (rawValues(event, 'recurrence-id').length === 0)
      for (const day of this.#replaced.get(uidOf(event)) ?? []) skipped.add(day);
    return skipped;
  }

  #addDays(first: LocalDay | undefined, length: number, name: string, skipped: ReadonlySet<LocalDay>): void {
    if (first === undefined || skipped.has(first)) return;
    for (let day = first; day < first + length; day += 1) this.days.set(dateOf(day), name);
  }

  #addYearly(first: LocalDay, length: number, name: string): void {
    for (let day = first; day < first + length; day += 1) {
      const date = dateOf(day);
      const since = Number(date.slice(0, 4));
      const known = this.yearly.get(date.slice(5));
      if (!known || since < known.since) this.yearly.set(date.slice(5), { since, name });
    }
  }
}

function unusable(event: CalendarEvent): string | undefined {
  const [start] = rawValues(event, 'dtstart');
  if (start === undefined) return 'it has no date';
  if (start.endsWith('T::')) return 'its date is written without VALUE=DATE';
  if (event.getFirstProperty('dtstart')?.type !== 'date') return 'it has a time of day, and only whole days are cut';
  if (dayIn(start) === undefined) return 'its date does not exist';
  if (textOf(event, 'status') === 'CANCELLED') return 'it is cancelled';
  if (textOf(event, 'transp') === 'TRANSPARENT') return 'it is marked as free time (TRANSP:TRANSPARENT)';
  return undefined;
}

/** Days: DTEND is exclusive, and without it, or with one that is not later, an event lasts one day. */
function lengthOf(event: CalendarEvent, start: LocalDay): number {
  const end = dayIn(rawValues(event, 'dtend')[0]);
  const duration = event.getFirstPropertyValue('duration') as InstanceType<typeof ICAL.Duration> | null;
  const days = end === undefined ? (duration ? duration.weeks * 7 + duration.days : 1) : end - start;
  return Math.max(1, days);
}

/** Whether a rule means the dates of the first occurrence every year, for ever; a stay over the end of February differs in leap years. */
function sameDateEveryYear(rule: InstanceType<typeof ICAL.Recur>, start: LocalDay, length: number): boolean {
  const [, month, day] = dateOf(start).split('-').map(Number);
  const parts = Object.entries(rule.parts).every(
    ([part, values]) => values.length === 1 && values[0] === ({ BYMONTH: month, BYMONTHDAY: day } as never)[part],
  );
  const february = length > 1 && dateOf(start).slice(5) < '03-01' && dateOf(start + length - 1).slice(5) > '02-28';
  return parts && rule.interval === 1 && !rule.count && !rule.until && !february;
}

/** The first days of a rule's occurrences that {@link sameDateEveryYear} does not cover; all of them until {@link lastYear}. */
function* occurrences(rule: InstanceType<typeof ICAL.Recur>, event: CalendarEvent): Generator<LocalDay> {
  const start = event.getFirstPropertyValue('dtstart') as InstanceType<typeof ICAL.Time>;
  // Without these the library moves February 29th to March 1st in other years, where RFC 5545 has no occurrence.
  if (Object.keys(rule.parts).length === 0)
    Object.assign(rule.parts, { BYMONTH: [start.month], BYMONTHDAY: [start.day] });
  const iterator = rule.iterator(start);
  for (let time = iterator.next(); time && time.year <= lastYear; time = iterator.next())
    yield dayOfDate(time.toString().slice(0, 10));
}

/** Values as the file has them, dates as `YYYY-MM-DD`: the library moves days that do not exist into the next month. */
function rawValues(event: CalendarEvent, property: string): string[] {
  return event
    .getAllProperties(property)
    .flatMap(({ jCal }) => (jCal as unknown[]).slice(3).filter((value) => typeof value === 'string'));
}

/** Undefined for what is no date, or no day of the calendar. */
function dayIn(text: string | undefined): LocalDay | undefined {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0];
  if (date === undefined) return undefined;
  const day = dayOfDate(date);
  return Number.isNaN(day) || dateOf(day) !== date ? undefined : day;
}

function nameOf(event: CalendarEvent): string {
  const [start = ''] = rawValues(event, 'dtstart');
  return [`"${summaryOf(event)}"`, ...(start === '' ? [] : [`on ${start.slice(0, 10)}`])].join(' ');
}

function summaryOf(event: CalendarEvent): string {
  return textOf(event, 'summary') ?? 'An event without name';
}

function textOf(event: CalendarEvent, property: string): string | undefined {
  const value: unknown = event.getFirstPropertyValue(property);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function uidOf(event: CalendarEvent): string {
  return textOf(event, 'uid') ?? '';
}

function setOf(sets: Map<string, Set<LocalDay>>, key: string): Set<LocalDay> {
  let set = sets.get(key);
  if (!set) sets.set(key, (set = new Set()));
  return set;
}
