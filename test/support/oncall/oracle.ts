import { Temporal } from '@js-temporal/polyfill';

/**
 * Who is on call, worked out the slow way from the format's words alone: Temporal places every local time, and every question looks at
 * every day, turn and override again. Shares no code with what it checks.
 */

export interface OracleSpan {
  readonly kind: 'daily' | 'continuous' | 'days';
  readonly from: number;
  readonly to: number;
  readonly start?: number;
  readonly end?: number;
}

export interface OracleHours {
  readonly spans: readonly OracleSpan[];
  /** `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** `MM-DD` and the first year. */
  readonly yearly: readonly (readonly [string, number])[];
  readonly negated: boolean;
}

export interface OracleRotation {
  readonly id: string;
  readonly participants: readonly (string | null)[];
  readonly turn: { readonly unit: 'hour' | 'day' | 'week'; readonly length: number };
  readonly start: number;
  readonly end?: number;
  readonly hours?: OracleHours;
}

export interface OracleOverride {
  readonly from: number;
  readonly until: number;
  readonly rotations?: readonly string[];
  readonly person: string | null;
}

export interface OracleSchedule {
  readonly zone: string;
  readonly rotations: readonly OracleRotation[];
  readonly overrides: readonly OracleOverride[];
}

export interface OracleSemantics {
  readonly hourlyTurns: 'elapsed' | 'wall';
  readonly overridesInMaskedHours: boolean;
}

/** A calendar day; what Temporal says of it is asked once. */
interface Day {
  readonly number: number;
  readonly date: Temporal.PlainDate;
  readonly weekday: number;
  readonly year: number;
  readonly text: string;
}

const epoch = new Temporal.PlainDate(1970, 1, 1);
const days = new Map<number, Day>();

function dayOf(number: number): Day {
  let day = days.get(number);
  if (!day) {
    const date = epoch.add({ days: number });
    days.set(number, (day = { number, date, weekday: date.dayOfWeek, year: date.year, text: date.toString() }));
  }
  return day;
}

const instants = new Map<string, Map<number, number>>();

/** The instant of a minute of a local day, counted from midnight on the wall; a gap moves it forward, of two it is the first. */
function instantOf(zone: string, day: number, minutes: number): number {
  let known = instants.get(zone);
  if (!known) instants.set(zone, (known = new Map()));
  const key = day * 1440 + minutes;
  let instant = known.get(key);
  if (instant === undefined) {
    const wall = dayOf(day).date.toPlainDateTime().add({ minutes });
    instant = wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
    known.set(key, instant);
  }
  return instant;
}

function daysAround(at: number, back: number): Day[] {
  const day = Math.floor(at / 86_400_000);
  return Array.from({ length: back + 4 }, (_, index) => dayOf(day + index - back));
}

const between = (at: number, from: number, until: number): boolean => from <= at && at < until;

/** Whether an instant is within hours. */
export function isWithin(hours: OracleHours, zone: string, at: number): boolean {
  const days = daysAround(at, 10);
  const isHoliday = days.some(
    (day) => holiday(hours, day) && between(at, instantOf(zone, day.number, 0), instantOf(zone, day.number + 1, 0)),
  );
  const inSpan = hours.spans.some((span) => days.some((day) => covers(span, day, zone, at)));
  return (inSpan && !isHoliday) !== hours.negated;
}

function holiday({ days, yearly }: OracleHours, { text, year }: Day): boolean {
  return days.includes(text) || yearly.some(([date, since]) => text.endsWith(date) && year >= since);
}

function covers(span: OracleSpan, { number: day, weekday: today }: Day, zone: string, at: number): boolean {
  const { start = 0, end = 0 } = span;
  if (span.kind === 'continuous') {
    if (today !== span.from) return false;
    let days = span.to - span.from;
    if (days < 0 || (days === 0 && end <= start)) days += 7;
    return between(at, instantOf(zone, day, start), instantOf(zone, day + days, end));
  }
  const listed = [];
  for (let weekday = span.from; ; weekday = (weekday % 7) + 1) {
    listed.push(weekday);
    if (weekday === span.to) break;
  }
  if (!listed.includes(today)) return false;
  const next = day + 1;
  if (span.kind === 'days') return between(at, instantOf(zone, day, 0), instantOf(zone, next, 0));
  if (instantOf(zone, day, 0) === instantOf(zone, next, 0)) return false; // the clock skips this day
  return between(at, instantOf(zone, day, start), instantOf(zone, end > start ? day : next, end));
}

interface WallOfStart {
  readonly day: number;
  readonly minute: number;
}

const walls = new Map<string, WallOfStart>();

function wallOfStart(start: number, zone: string): WallOfStart {
  const key = `${zone} ${start}`;
  let found = walls.get(key);
  if (!found) {
    const wall = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone).toPlainDateTime();
    found = { day: epoch.until(wall.toPlainDate()).days, minute: wall.hour * 60 + wall.minute };
    walls.set(key, found);
  }
  return found;
}

/** Which turn a rotation is in at an instant not before its start: every boundary since then is looked at. */
export function turnIndex(rotation: OracleRotation, zone: string, at: number, semantics: OracleSemantics): number {
  const { unit, length } = rotation.turn;
  const { day, minute } = wallOfStart(rotation.start, zone);
  const boundary = (index: number): number => {
    if (index === 0) return rotation.start;
    const steps = index * length;
    if (unit !== 'hour') return instantOf(zone, day + steps * (unit === 'week' ? 7 : 1), minute);
    return semantics.hourlyTurns === 'elapsed'
      ? rotation.start + steps * 3_600_000
      : instantOf(zone, day, minute + steps * 60);
  };
  let last = 0;
  for (let index = 0; boundary(index) <= at + 3 * 86_400_000; index += 1) if (boundary(index) <= at) last = index;
  return last;
}

const runs = ({ start, end }: OracleRotation, at: number): boolean => start <= at && (end === undefined || at < end);

const isMasked = (rotation: OracleRotation, zone: string, at: number): boolean =>
  rotation.hours !== undefined && !isWithin(rotation.hours, zone, at);

/** Who is on call, as `rotation:person` or `override 2:person`, sorted. */
export function whoIsOn(schedule: OracleSchedule, at: number, semantics: OracleSemantics): string[] {
  const { zone, rotations, overrides } = schedule;
  const found = new Set<string>();
  for (const rotation of rotations) {
    const winner = overrides.findLastIndex(
      (override) => between(at, override.from, override.until) && concerns(override, rotation),
    );
    if (winner >= 0) {
      const override = overrides[winner] as OracleOverride;
      const open = rotations.some((other) => concerns(override, other) && !isMasked(other, zone, at));
      if (override.person !== null && (semantics.overridesInMaskedHours || open))
        found.add(`override ${winner}:${override.person}`);
    } else if (runs(rotation, at) && !isMasked(rotation, zone, at)) {
      const { participants } = rotation;
      const person = participants[turnIndex(rotation, zone, at, semantics) % participants.length];
      if (person !== null) found.add(`${rotation.id}:${person}`);
    }
  }
  return [...found].sort();
}

const concerns = ({ rotations }: OracleOverride, { id }: OracleRotation): boolean =>
  rotations === undefined || rotations.includes(id);

/** Who is next or before in the rotations' order, each once, in the order of the rotations. */
export function whoIsBeside(schedule: OracleSchedule, at: number, step: 1 | -1, semantics: OracleSemantics): string[] {
  const people: string[] = [];
  for (const rotation of schedule.rotations) {
    if (!runs(rotation, at) || isMasked(rotation, schedule.zone, at)) continue;
    const { participants } = rotation;
    const index = turnIndex(rotation, schedule.zone, at, semantics) + step;
    const person = index < 0 ? participants.at(-1) : participants[index % participants.length];
    if (typeof person === 'string' && !people.includes(person)) people.push(person);
  }
  return people;
}
