import type { OnCallModel, Schedule, Span } from '../model.ts';
import { dutiesIn, type Duty } from '../schedule/duties.ts';
import { hoursIn } from '../time/hours.ts';
import { union } from '../time/spans.ts';
import { askedTimes, scheduleKey } from './asked.ts';

/** A schedule with everything that checks of a range ask of it. */
export interface Roster {
  readonly schedule: Schedule;
  readonly duties: readonly Duty[];
  /** When somebody has to be on call: sorted, disjoint. */
  readonly asked: readonly Span[];
}

/**
 * The rosters of a range, of all squads and schedules in their order. A schedule is asked when routing leads to it; one to which nothing
 * leads answers for the hours of its rotations.
 */
export function rostersOf(model: OnCallModel, range: Span): Roster[] {
  const asked = askedTimes(model, range);
  return [...model.squads.values()].flatMap(({ id, schedules }) =>
    [...schedules.values()].map((schedule) => ({
      schedule,
      duties: dutiesIn(schedule, range, model.semantics),
      asked: asked.get(scheduleKey(id, schedule.id)) ?? ownHours(schedule, range),
    })),
  );
}

function ownHours({ rotations, zone }: Schedule, range: Span): Span[] {
  return union(rotations.flatMap(({ hours }) => (hours ? hoursIn(hours, zone, range) : [range])));
}
