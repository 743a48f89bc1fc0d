import { formatDuration, type Seconds } from '../../definitions/values/duration.ts';
import type { Expectation } from '../cases/test-case.ts';
import type { Notice } from '../notices.ts';
import { contactName, isTargetName, namesAtOnce, targetNames, type Reached } from '../reach.ts';
import type { Failure } from './failure.ts';
import { noticeMatches, type Run } from './run.ts';
import { reachFailures } from './reached.ts';
import { isWholeText, textFailure } from './text-match.ts';

/** What an expectation says of messages: who is reached, what it says, its priority, its runbook, whether a recovery is told. */
export function judgeNotice(
  run: Run,
  expectation: Expectation,
  span: { readonly from: Seconds; readonly to: Seconds },
): Failure[] {
  const { subject, simulation } = run;
  const failures: Failure[] = [];
  const say = (key: string, message: string, kind: Failure['kind'] = 'broken', at = span.to): void =>
    void failures.push({ message, path: [...expectation.path, key], kind, at });
  const { priority, runbook, recovery } = expectation;
  if (priority !== undefined && priority !== subject.alert.priority)
    say('priority', `expected priority ${priority}, but the alert has ${subject.alert.priority}`);
  const hasRunbook = subject.alert.runbook !== undefined;
  if (runbook !== undefined && (runbook === 'present') !== hasRunbook)
    say('runbook', `expected the runbook to be ${runbook}, but it is ${hasRunbook ? 'present' : 'absent'}`);
  const mine = simulation.notices.filter((notice) => noticeMatches(notice, expectation));
  if (recovery !== undefined) judgeRecovery(expectation, mine, span, say);
  const { notifies, title, message, reached } = expectation;
  if (notifies === undefined && title === undefined && message === undefined && reached === undefined) return failures;
  const notice = noticeFor(expectation, mine, span);
  if (!notice) {
    // "Nobody" is a legal expectation, and a message that is not sent reaches nobody.
    if ((notifies ?? reached?.who)?.length === 0 && title === undefined) return failures;
    const which = expectation.state === undefined ? 'a notification' : `a notification of ${expectation.state}`;
    say(
      notifies === undefined && reached ? 'reached' : 'notifies',
      `expected ${which} by ${formatDuration(span.to)}, but there was none`,
    );
    return failures;
  }
  judgeReach(run, expectation, notice, say);
  return [...failures, ...judgeTexts(run, expectation, notice)];
}

type Say = (key: string, message: string, kind?: Failure['kind'], at?: Seconds) => void;

function judgeRecovery(
  { recovery }: Expectation,
  notices: readonly Notice[],
  { from, to }: { from: Seconds; to: Seconds },
  say: Say,
): void {
  // At one instant the recovery may have been told before; in a span it is told within.
  const told = notices.find((notice) => notice.to === 'ok' && notice.at <= to && (from === to || notice.at > from));
  if (recovery === true && !told)
    say('recovery', `expected a recovery to be told by ${formatDuration(to)}, but none was`);
  if (recovery === false && told)
    say('recovery', `expected no recovery to be told, but one was at ${formatDuration(told.at)}`, 'broken', told.at);
}

/** The message that brought the expected state: within a span the first, at an instant the last before it. */
function noticeFor(
  { state }: Expectation,
  notices: readonly Notice[],
  { from, to }: { from: Seconds; to: Seconds },
): Notice | undefined {
  const possible = notices.filter((notice) => notice.at <= to && (state === undefined || notice.to === state));
  return from === to ? possible.at(-1) : possible.find((notice) => notice.at >= from);
}

function judgeReach(run: Run, expectation: Expectation, notice: Notice, say: Say): void {
  const { notifies, reached } = expectation;
  if (notifies === undefined && reached === undefined) return;
  const page = pageOf(run, notice);
  if (notifies !== undefined) judgeNotified(notifies, notice, page && namesAtOnce(page), say);
  if (reached === undefined) return;
  if (!page) {
    say('reached', 'who is reached cannot be decided here', 'undecided');
    return;
  }
  for (const failure of reachFailures(reached, page))
    say('reached', `${notice.to} at ${formatDuration(notice.at)}: ${failure}`, 'broken', notice.at);
}

/** What becomes of a notice's page; undefined when nobody can say. */
function pageOf({ subject, clock, reach }: Run, notice: Notice): Reached | undefined {
  if (targetNames(notice).includes('on-call')) return reach?.(subject.alert, (clock.start + notice.at) * 1000, notice);
  const { priority } = subject.alert;
  return { squads: [], priority, title: '', contacts: [], unreached: 'it does not go to on-call' };
}

function judgeNotified(
  notifies: readonly string[],
  notice: Notice,
  people: readonly string[] | undefined,
  say: Say,
): void {
  const targets = targetNames(notice);
  const unknown = notifies.filter((name) => !isTargetName(name));
  if (unknown.length > 0 && people === undefined) {
    say(
      'notifies',
      `whether ${unknown.join(' and ')} is reached cannot be decided yet: only on-call and channel:NAME can`,
      'undecided',
    );
    return;
  }
  const all = new Set([...targets, ...(people ?? [])]);
  const missing = notifies.filter((name) => !all.has(contactName(name)));
  if (missing.length > 0)
    say(
      'notifies',
      `expected ${missing.join(' and ')} to be notified of ${notice.to} at ${formatDuration(notice.at)}, but it reaches ${[...all].join(', ') || 'nobody'}`,
      'broken',
      notice.at,
    );
  const surplus = targets.filter((name) => !notifies.includes(name));
  if (missing.length === 0 && unknown.length === 0 && surplus.length > 0)
    say(
      'notifies',
      `${notice.to} at ${formatDuration(notice.at)} notifies ${surplus.join(' and ')}, too, which is not expected`,
      'broken',
      notice.at,
    );
}

function judgeTexts({ simulation, subject, notes }: Run, expectation: Expectation, notice: Notice): Failure[] {
  const failures: Failure[] = [];
  if (expectation.title === undefined && expectation.message === undefined) return failures;
  const texts = simulation.texts(notice);
  if (notice.value !== undefined && subject.alert.source.vendor !== 'prometheus') notes.add('datadog/value-format');
  for (const key of ['title', 'message'] as const) {
    const wanted = expectation[key];
    const failure = wanted === undefined ? undefined : textFailure(wanted, texts[key]);
    if (failure === undefined) continue;
    const message = `${key} at ${formatDuration(notice.at)}: ${failure}`;
    const actual = isWholeText(wanted ?? '') ? { actual: texts[key] } : {};
    failures.push({ message, path: [...expectation.path, key], kind: 'broken', at: notice.at, ...actual });
  }
  return failures;
}
