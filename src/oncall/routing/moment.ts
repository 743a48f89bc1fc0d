import type { Hours, Instant, OnCallModel, Schedule, Span } from '../model.ts';
import { onCallAt, type Duty } from '../schedule/duties.ts';
import { neighboursAt } from '../schedule/neighbours.ts';
import { withinHours } from '../time/hours.ts';

/** A time of the timeline. */
export interface Moment {
  readonly at: Instant;
  /** It would be the same if the alert had opened later: the end of a delay until a time of day. */
  readonly fixed: boolean;
}

/** The moment so many seconds later. */
export function later({ at, fixed }: Moment, seconds: number): Moment {
  return { at: at + seconds * 1000, fixed };
}

/** What routing asks about time. */
export interface OnCallTimes {
  within(hours: Hours, zone: string, moment: Moment): boolean;
  during(span: Span, moment: Moment): boolean;
  onCall(schedule: Schedule, moment: Moment): readonly Duty[];
  neighbours(schedule: Schedule, moment: Moment, take: 'next' | 'previous'): readonly string[];
}

/** Answers for single moments. */
export function exactTimes({ semantics }: OnCallModel): OnCallTimes {
  return {
    within: (hours, zone, { at }) => withinHours(hours, zone, at),
    during: ({ from, until }, { at }) => from <= at && at < until,
    onCall: (schedule, { at }) => onCallAt(schedule, at, semantics),
    neighbours: (schedule, { at }, take) => neighboursAt(schedule, at, take, semantics),
  };
}
