import type { Schedule } from '../model.ts';
import type { Share } from './shares.ts';
import { unfairShare, unfairTurns } from './thresholds.ts';

/** What is shared. */
export type Burden = 'nights' | 'weekends' | 'holidays';

/** Somebody with much more than the others. */
export interface UnfairShare {
  readonly person: string;
  readonly burden: Burden;
  readonly hours: number;
  /** Of everybody who takes turns. */
  readonly mean: number;
  readonly people: number;
}

const fields = { nights: 'nightHours', weekends: 'weekendHours', holidays: 'holidayHours' } as const;
/** Night hours a day, weekend hours a week. */
const perDay = 9;
const perWeek = 48;
const days = { hour: 1 / 24, day: 1, week: 7 } as const;

/** Whose share of the nights, weekends or holidays of one schedule is far above the mean; those who only stand in do not count for it. */
export function unfairShares(schedule: Schedule, shares: readonly Share[]): UnfairShare[] {
  const regular = new Set(schedule.rotations.flatMap(({ participants }) => participants));
  const turning = shares.filter(({ person }) => regular.has(person));
  if (turning.length < 2) return [];
  return (Object.keys(fields) as Burden[]).flatMap((burden) => {
    const hoursOf = (share: Share): number => share[fields[burden]];
    const mean = turning.reduce((sum, share) => sum + hoursOf(share), 0) / turning.length;
    const most = Math.max(mean * unfairShare, mean + unfairTurns * turnBurden(schedule, burden));
    return turning
      .filter((share) => hoursOf(share) > most)
      .map((share) => ({ person: share.person, burden, hours: hoursOf(share), mean, people: turning.length }));
  });
}

/** The most that one turn can bring of a burden, in hours. */
function turnBurden({ rotations }: Schedule, burden: Burden): number {
  const longest = Math.max(...rotations.map(({ turn }) => turn.length * days[turn.unit]));
  if (burden === 'nights') return perDay * Math.ceil(longest);
  return burden === 'weekends' ? perWeek * Math.ceil(longest / 7) : 24 * Math.ceil(longest / 7);
}
