import type { OnCallModel, Schedule, Span } from '../model.ts';
import { dutiesIn, type Duty } from '../schedule/duties.ts';
import { hoursIn } from '../time/hours.ts';
import { union } from '../time/spans.ts';
import { askedTimes, scheduleKey, type AskedTime } from './asked.ts';

/** A schedule with everything that checks of a range ask of it. */
export interface Roster extends AskedTime {
  readonly schedule: Schedule;
  readonly duties: readonly Duty[];
}

/**
 * The rosters of a range, of all squads and schedules in their order. A schedule is asked when routing leads to it; one to which nothing
 * leads answers for the hours of its rotations.
 */
export function rostersOf(model: OnCallModel, range: Span): Roster[] {
  const all = [...model.squads.values()].flatMap(({ schedules }) => [...schedules.values()]);
  const rosters = all.map((schedule) => ({ schedule, duties: dutiesIn(schedule, range, model.semantics) }));
  const covered = new Map(rosters.map(({ schedule, duties }) => [keyOf(schedule), union(duties)]));
  const times = askedTimes(model, range, covered);
  return rosters.map((roster) => ({
    ...roster,
    ...(times.get(keyOf(roster.schedule)) ?? own(roster.schedule, range)),
  }));
}

function keyOf({ squad, id }: Schedule): string {
  return scheduleKey(squad, id);
}

function own({ rotations, zone }: Schedule, range: Span): AskedTime {
  const hours = union(rotations.flatMap(({ hours }) => (hours ? hoursIn(hours, zone, range) : [range])));
  return { asked: hours, needed: hours };
}
