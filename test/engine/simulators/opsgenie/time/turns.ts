import type { Rotation } from '../on-call-objects.ts';
import type { Recipient } from '../blocks/recipients.ts';
import { instantOfWall, wallAt } from './zone.ts';

const hour = 3_600_000;
const days = { daily: 86_400_000, weekly: 604_800_000 } as const;

/** Instants at which turns start, as far as they were needed, by zone, start and length. */
const known = new Map<string, number[]>();

/** Daily and weekly turns start at the wall time of the first one, whatever the clocks did since. */
function wallTurnAt({ start, type, length }: Rotation, unit: number, instant: number, zone: string): number {
  const key = `${zone} ${start} ${type} ${length}`;
  const starts = known.get(key) ?? [start];
  known.set(key, starts);
  const first = wallAt(start, zone);
  for (let last = starts.at(-1) ?? start; last <= instant; last = starts.at(-1) ?? Infinity)
    starts.push(instantOfWall(first + starts.length * length * unit, zone));
  return starts.findLastIndex((one) => one <= instant);
}

/** The number of the turn at an instant, from 0. Hourly turns are counted in hours that passed, or that the clock showed. */
function turnAt(rotation: Rotation, instant: number, zone: string): number {
  const { type, start, length, onWall } = rotation;
  if (type !== 'hourly') return wallTurnAt(rotation, days[type], instant, zone);
  const passed = onWall ? wallAt(instant, zone) - wallAt(start, zone) : instant - start;
  return Math.floor(passed / (length * hour));
}

/** Whoever's turn it is at an instant, or some turns away from it, masked hours or not; undefined beyond the rotation's start and end. */
export function turnHolder(
  rotation: Rotation,
  instant: number,
  zone: string,
  away: -1 | 0 | 1 = 0,
): Recipient | undefined {
  const { start, end, participants } = rotation;
  if (end !== undefined && instant >= end) return undefined;
  if (instant < start) return away === 1 ? participants[0] : undefined;
  const turn = turnAt(rotation, instant, zone) + away;
  const { length } = participants;
  return participants[((turn % length) + length) % length];
}
