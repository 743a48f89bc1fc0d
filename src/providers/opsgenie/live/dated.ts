import type { Json } from '../../../graph/types.ts';
import type { Holidays, Hours, Instant, OnCallSemantics, Override, Rotation, Span } from '../../../oncall/model.ts';
import { defaultSemantics } from '../../../oncall/build/semantics.ts';
import { turnsIn } from '../../../oncall/schedule/turns.ts';
import { hoursIn, holidayOn } from '../../../oncall/time/hours.ts';
import { dayOfWall, spanOfDay } from '../../../oncall/time/local-day.ts';
import { clip, complement, intersection, subtraction, union } from '../../../oncall/time/spans.ts';
import { zoneOf } from '../../../definitions/values/zone-clock.ts';

/** How far ahead holidays are made. Applying renews them. */
export const horizon = 366 * 86_400_000;

/** An override as Opsgenie has it, people and rotations by our names. */
export interface WantedOverride extends Span {
  readonly alias: string;
  /** Null: nobody. */
  readonly person: string | null;
  /** Ids of rotations; all when absent. */
  readonly rotations?: readonly string[];
}

/** Inputs of the overrides of a schedule: overrides.ts has written them. */
export interface OverridesInputs {
  readonly timezone: string;
  readonly rotationIds: Readonly<Record<string, Json>>;
  readonly overrides: readonly {
    readonly from: string;
    readonly until: string;
    readonly person: string | null;
    readonly rotations?: readonly string[];
  }[];
  readonly holidays: readonly RotationData[];
}

interface RotationData extends Omit<Rotation, 'hours' | 'path'> {
  readonly hours: Omit<Hours, 'holidays'> & { readonly holidays: HolidayData };
}

/** Holidays as plain data. */
export interface HolidayData {
  readonly days: Readonly<Record<string, string>>;
  readonly yearly: Readonly<Record<string, { readonly since: number; readonly name: string }>>;
}

/** What every override of ours is called by; those of anybody else are left alone. */
export const aliasPrefix = 'alerts-';

/** The overrides that a schedule needs from now on: the file's that are not over, and those of the holidays to come. */
export function wantedOverrides(inputs: OverridesInputs, now: Instant): WantedOverride[] {
  const all = Object.keys(inputs.rotationIds);
  const overrides = inputs.overrides.map((one) => asOverride(one));
  const written = writtenOverrides(overrides, all);
  const range = { from: now, until: now + horizon };
  const holidays = inputs.holidays.flatMap((data) =>
    holidayOverrides(rotationOf(data), inputs.timezone, overrides, range),
  );
  return named([...written, ...holidays]).filter(({ until }) => until > now);
}

/** The days of holidays that lie in the time to come, joined where they follow on one another. */
export function holidaySpans(holidays: HolidayData, zone: string, now: Instant): Span[] {
  return daysIn(holidaysOf(holidays), zone, { from: now, until: now + horizon });
}

/** Aliases that stay the same as long as the beginning does. */
function named(overrides: readonly Omit<WantedOverride, 'alias'>[]): WantedOverride[] {
  const taken = new Map<string, number>();
  return overrides.map((override) => {
    const rotations = override.rotations?.join('+') ?? 'all';
    const alias = `${aliasPrefix}${rotations}-${new Date(override.from).toISOString().slice(0, 16)}`;
    const times = (taken.get(alias) ?? 0) + 1;
    taken.set(alias, times);
    return { ...override, alias: times === 1 ? alias : `${alias}-${times}` };
  });
}

type Written = Pick<Override, 'from' | 'until' | 'person' | 'rotations'>;

function asOverride({ from, until, person, rotations }: OverridesInputs['overrides'][number]): Written {
  return { from: Date.parse(from), until: Date.parse(until), person, ...(rotations ? { rotations } : {}) };
}

/**
 * The file's overrides without overlaps: of two the later wins, whereas Opsgenie documents nothing about them. An override that loses some of
 * its rotations for a while is split.
 */
function writtenOverrides(overrides: readonly Written[], all: readonly string[]): Omit<WantedOverride, 'alias'>[] {
  return overrides.flatMap((override, index) => {
    const mine = override.rotations ?? all;
    const later = overrides.slice(index + 1);
    const kept = mine.map((rotation) => subtraction([override], cutsOf(later, rotation)));
    const edges = [...new Set(kept.flat().flatMap(({ from, until }) => [from, until]))].sort((a, b) => a - b);
    return edges.slice(0, -1).flatMap((from, at): Omit<WantedOverride, 'alias'>[] => {
      const until = edges[at + 1] as Instant;
      const rotations = mine.filter((_, one) => intersection(kept[one] ?? [], [{ from, until }]).length > 0);
      if (rotations.length === 0) return [];
      const isWhole = rotations.length === mine.length && override.rotations === undefined;
      return [{ from, until, person: override.person, ...(isWhole ? {} : { rotations }) }];
    });
  });
}

function cutsOf(overrides: readonly Written[], rotation: string): Span[] {
  return union(overrides.filter(({ rotations }) => rotations === undefined || rotations.includes(rotation)));
}

/**
 * What holidays change in a rotation: its weekly windows stay, so that on such a day hours need nobody, and a complement needs whoever has the
 * turn in the time that the windows leave out. Overrides of the file hold anyway.
 */
function holidayOverrides(
  rotation: Rotation,
  zone: string,
  overrides: readonly Written[],
  range: Span,
): Omit<WantedOverride, 'alias'>[] {
  const { id, hours, start, end = Infinity, participants } = rotation;
  const reach = clip(range, { from: start, until: end });
  if (!hours || !reach) return [];
  const days = intersection(daysIn(hours.holidays, zone, range), [reach]);
  const weekly = hoursIn({ ...hours, holidays: { days: new Map(), yearly: new Map() } }, zone, outer(days, range));
  const rotations = [id];
  const wrong = hours.negated ? days.flatMap((day) => complement(weekly, day)) : intersection(weekly, days);
  const open = subtraction(wrong, cutsOf(overrides, id));
  if (!hours.negated) return open.map((span) => ({ ...span, person: null, rotations }));
  return open.flatMap((span) =>
    turnsIn(rotation, zone, span, semantics).flatMap(({ index, from, until }) => {
      const person = participants[index % participants.length] ?? null;
      const part = clip({ from, until }, span);
      return person === null || !part ? [] : [{ ...part, person, rotations }];
    }),
  );
}

/** Turns as Opsgenie deals them: hours are elapsed time. */
const semantics: OnCallSemantics = defaultSemantics;

function outer(days: readonly Span[], { from, until }: Span): Span {
  return { from: Math.min(from, days[0]?.from ?? from), until: Math.max(until, days.at(-1)?.until ?? until) };
}

/** Holidays that share time with a range, whole. */
function daysIn(holidays: Holidays, zone: string, { from, until }: Span): Span[] {
  const clock = zoneOf(zone);
  const first = dayOfWall(from + clock.offsetAt(from));
  const last = dayOfWall(until + clock.offsetAt(until));
  const days: Span[] = [];
  for (let day = first; day <= last; day += 1)
    if (holidayOn(holidays, day) !== undefined) days.push(spanOfDay(day, clock));
  return union(days);
}

function rotationOf({ hours, ...rest }: RotationData): Rotation {
  return { ...rest, hours: { ...hours, holidays: holidaysOf(hours.holidays) }, path: [] };
}

function holidaysOf({ days, yearly }: HolidayData): Holidays {
  return { days: new Map(Object.entries(days)), yearly: new Map(Object.entries(yearly)) };
}
