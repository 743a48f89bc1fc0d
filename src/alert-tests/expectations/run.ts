import type { Expectation, TestCase } from '../cases/test-case.ts';
import { groupMatches } from '../groups.ts';
import type { Clock, Notes, Subject } from '../model.ts';
import type { Notice } from '../notices.ts';
import type { Reach } from '../reach.ts';
import type { Simulation } from '../simulate.ts';

/** One case that was run. */
export interface Run {
  readonly subject: Subject;
  readonly one: TestCase;
  readonly clock: Clock;
  readonly simulation: Simulation;
  readonly notes: Notes;
  readonly reach?: Reach;
}

/** Whether a notice belongs to the groups of an expectation. */
export function noticeMatches(notice: Notice, expectation: Expectation): boolean {
  const shared = Object.fromEntries(Object.entries(expectation.group).filter(([alias]) => alias in notice.group));
  return groupMatches(notice.group, shared);
}
