import type { Hours, Rotation, Span } from '../model.ts';
import { wallOf, zoneOf } from '../../definitions/values/zone-clock.ts';
import { dayOfWall, wallDay, weekdayOf } from '../time/local-day.ts';
import { overlaps } from '../time/spans.ts';
import { exampleWeek, weekOf } from './duty-kind.ts';

const hour = 3_600_000;
const week = 7 * wallDay;
const lengths = { hour, day: wallDay, week } as const;
/** Turns of a cycle that are looked at: hourly turns of many people come back after years. */
const most = 20_000;

/** What the turns of a masked rotation come to when they repeat for ever, holidays and changes of the clock left out. */
export interface Cycle {
  /** People who never have an hour: all their turns fall into masked hours. */
  readonly never: readonly string[];
  /** People all of whose turns that are not masked begin on one weekday (ISO number), although there are such turns on others. */
  readonly frozen: ReadonlyMap<string, number>;
}

/**
 * Works out who gets what of a rotation over the least common multiple of its turns and the week; undefined when the cycle is too long to
 * matter. Turns of whole weeks begin on one weekday by intention and freeze nobody.
 */
export function cycleOf(rotation: MaskedRotation, zone: string): Cycle | undefined {
  const { participants, turn } = rotation;
  const length = turn.length * lengths[turn.unit];
  const all = length * participants.length;
  const turns = (all / commonDivisor(all, week)) * (week / length);
  if (!Number.isInteger(turns) || turns > most) return undefined;
  const days = weekdaysByPerson(rotation, zone, turns);
  const possible = new Set([...days.values()].flatMap((met) => [...met]));
  const lone = [...days].filter(([, met]) => met.size === 1 && possible.size > 1 && length % week !== 0);
  return {
    never: [...days].filter(([, met]) => met.size === 0).map(([person]) => person),
    frozen: new Map(lone.map(([person, [weekday]]) => [person, weekday as number])),
  };
}

/** A rotation with a mask. */
export type MaskedRotation = Pick<Rotation, 'participants' | 'turn' | 'start'> & { readonly hours: Hours };

/** The weekdays on which turns with open hours begin. */
function weekdaysByPerson(
  { participants, turn, start, hours }: MaskedRotation,
  zone: string,
  turns: number,
): Map<string, Set<number>> {
  const length = turn.length * lengths[turn.unit];
  const open = weekOf(hours);
  const first = wallOf(zoneOf(zone).toLocal(start));
  const days = new Map<string, Set<number>>();
  for (let index = 0; index < turns; index += 1) {
    const person = participants[index % participants.length];
    if (typeof person !== 'string') continue;
    const met = days.get(person) ?? new Set();
    const from = first + index * length;
    if (hasOpen({ from, until: from + length }, open)) met.add(weekdayOf(dayOfWall(from)));
    days.set(person, met);
  }
  return days;
}

/** Whether a turn has open hours; these are given as a week of {@link weekOf}. */
function hasOpen({ from, until }: Span, open: readonly Span[]): boolean {
  if (until - from >= week) return open.length > 0;
  const start = mod(from - exampleWeek.from, week) + exampleWeek.from;
  const turn = { from: start, until: start + until - from };
  const next = { from: turn.from - week, until: turn.until - week };
  return open.some((span) => overlaps(span, turn) || overlaps(span, next));
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function mod(value: number, by: number): number {
  return ((value % by) + by) % by;
}
