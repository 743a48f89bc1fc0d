import { formatDuration, type Seconds } from '../../definitions/values/duration.ts';
import type { Expectation } from '../cases/test-case.ts';
import { groupText } from '../groups.ts';
import type { Clock, State } from '../model.ts';
import type { Notice } from '../notices.ts';
import type { Failure } from './failure.ts';
import type { Run } from './run.ts';
import { judgeNotice } from './notice.ts';
import { States } from './states.ts';

/** Everything that was expected and did not happen, in the order of the document. */
export function judge(run: Run): Failure[] {
  let after = Number.NEGATIVE_INFINITY;
  const failures = run.one.expect.flatMap((expectation) => {
    const judged = judgeExpectation(run, expectation, after);
    if (expectation.by !== undefined && judged.seen !== undefined) after = judged.seen;
    return judged.failures;
  });
  return [...failures, ...judgeNever(run), ...judgeCount(run)];
}

interface Judged {
  readonly failures: readonly Failure[];
  /** When it was met. */
  readonly seen?: Seconds;
}

/** @param after when the expectation before it was met: `by` describes a sequence */
function judgeExpectation(run: Run, expectation: Expectation, after: Seconds): Judged {
  const states = new States(run.simulation.tracks, expectation.group);
  if (states.empty && Object.keys(expectation.group).length > 0)
    return broken(expectation, `there is no group ${groupText(expectation.group)}: nothing was evaluated for it`);
  const [from, to] = boundsOf(expectation, run.clock, after);
  const state = stateFailure(expectation, states, from, to, run);
  if ('failures' in state && state.failures.length > 0) return state;
  const notices = judgeNotice(run, expectation, { from, to });
  return { failures: notices, ...(state.seen === undefined ? {} : { seen: state.seen }) };
}

/** The span that an expectation speaks of. */
function boundsOf({ at, by, from, to }: Expectation, clock: Clock, after: Seconds): [Seconds, Seconds] {
  if (at !== undefined) return [at, at];
  if (by !== undefined) return [Math.max(after, Number.NEGATIVE_INFINITY), by];
  return [from ?? 0, to ?? clock.end];
}

function stateFailure(expectation: Expectation, states: States, from: Seconds, to: Seconds, run: Run): Judged {
  const { state, by, at } = expectation;
  if (state === undefined) return { failures: [] };
  if (by !== undefined) return seenBy(expectation, state, states, from, to, run);
  if (at !== undefined)
    return states.holds(state, at)
      ? { failures: [], seen: at }
      : broken(expectation, `expected ${state} at ${formatDuration(at)}, but it was ${found(states, at)}`, at);
  const wrong = [from, ...states.times(from, to)].find((time) => !states.holds(state, time));
  if (wrong === undefined) return { failures: [], seen: from };
  const span = `from ${formatDuration(from)} to ${formatDuration(to)}`;
  return broken(
    expectation,
    `expected ${state} ${span}, but it was ${found(states, wrong)} at ${formatDuration(wrong)}`,
    wrong,
  );
}

function seenBy(expectation: Expectation, state: State, states: States, after: Seconds, by: Seconds, run: Run): Judged {
  const times = states.times(Math.max(0, after), by);
  const seen = times.find((time) => time > after && states.holds(state, time));
  if (seen !== undefined) return { failures: [], seen };
  const later = states.times(by, run.clock.end).find((time) => time > by && states.holds(state, time));
  const instead =
    later === undefined
      ? `it never was, and at ${formatDuration(by)} it was ${found(states, by)}`
      : `it was so at ${formatDuration(later)} only`;
  return broken(expectation, `expected ${state} by ${formatDuration(by)}, but ${instead}`, by);
}

function found(states: States, time: Seconds): string {
  return [...new Set(states.at(time))].join(' and ') || 'without any group';
}

function broken({ path }: Expectation, message: string, at?: Seconds): Judged {
  return { failures: [{ message, path, kind: 'broken', ...(at === undefined ? {} : { at }) }] };
}

function judgeNever({ one, simulation }: Run): Failure[] {
  return one.never.flatMap((state, index): Failure[] => {
    for (const track of simulation.tracks) {
      const evaluation = track.evaluations.find((found) => found.state === state);
      if (!evaluation) continue;
      const where = groupText(track.group);
      const message = `${state} must never be seen, but was at ${formatDuration(evaluation.at)}${where ? ` for ${where}` : ''}`;
      return [{ message, path: [...one.path, 'never', index], at: evaluation.at, kind: 'broken' }];
    }
    return [];
  });
}

/** Messages that somebody reads; closing what is open is none. */
export function countedNotices(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ targets }) => targets.length > 0);
}

function judgeCount({ one, simulation, subject, notes }: Run): Failure[] {
  if (one.notifications && subject.alert.source.vendor === 'prometheus') notes.add('prometheus/notifications');
  const { min = 0, max = Number.POSITIVE_INFINITY } = one.notifications ?? {};
  const notices = countedNotices(simulation.notices);
  if (notices.length >= min && notices.length <= max) return [];
  const key = notices.length < min ? 'min' : 'max';
  const limit = key === 'min' ? `at least ${min}` : `at most ${max}`;
  const list = notices.map((notice) => `${notice.repeat ? 'again ' : ''}${notice.to} at ${formatDuration(notice.at)}`);
  const message = `expected ${limit} notifications, but there were ${notices.length}${list.length > 0 ? `: ${list.slice(0, 6).join(', ')}${list.length > 6 ? '…' : ''}` : ''}`;
  const at = key === 'max' ? notices[max]?.at : undefined;
  return [{ message, path: [...one.path, 'notifications', key], kind: 'broken', ...(at === undefined ? {} : { at }) }];
}
