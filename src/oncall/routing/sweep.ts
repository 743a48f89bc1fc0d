import type { Seconds } from '../../definitions/values/duration.ts';
import type { Priority } from '../../definitions/types.ts';
import type { Instant, OnCallModel, Span } from '../model.ts';
import type { AlertFacts } from './alert-facts.ts';
import { later, type Moment } from './moment.ts';
import type { Notice } from './notice.ts';
import { enter, inWords, timelineOf, type Entry, type Unreached } from './route-alert.ts';
import type { Timeline } from './timeline.ts';
import { TrackedTimes } from './tracked-times.ts';

/** A stretch of time in which an alert that opens calls nobody in time. */
export interface SilentSpan extends Span {
  /** After policies. */
  readonly priority: Priority;
  /** Why, at its beginning. */
  readonly unreached: Unreached;
  /** The definitions want it so: see {@link isOnPurpose}. */
  readonly onPurpose: boolean;
}

/** What a sweep looks at. */
export interface SweepFrame {
  readonly model: OnCallModel;
  readonly range: Span;
  /** Somebody has to be contacted within so long. */
  readonly within: Seconds;
  /** Made by {@link timesOf}, for all alerts of one sweep. */
  readonly times: TrackedTimes;
}

/** Times for a sweep. */
export function timesOf(model: OnCallModel, { from, until }: Span, within: Seconds): TrackedTimes {
  return new TrackedTimes(model, { from, until: until + (within + 1) * 1000 });
}

/**
 * When an alert would call nobody in time, for every instant of a range and not for samples of it: each answer says how much later the
 * alert may open for it to stay the same, and the next question is asked there. Sorted; what follows on one another for the same kind of reason is one.
 */
export function sweepAlert(alert: AlertFacts, frame: SweepFrame): SilentSpan[] {
  const { range, times } = frame;
  const silent: SilentSpan[] = [];
  for (let at = range.from; at < range.until;) {
    times.forget();
    const found = silenceAt(alert, at, frame);
    const until = Math.min(range.until, at + times.slack);
    if (found) append(silent, { ...found, from: at, until });
    at = until;
  }
  return silent;
}

function append(silent: SilentSpan[], span: SilentSpan): void {
  const last = silent.at(-1);
  const joins =
    last?.until === span.from && last.unreached.kind === span.unreached.kind && last.onPurpose === span.onPurpose;
  if (last && joins) silent[silent.length - 1] = { ...last, until: span.until };
  else silent.push(span);
}

function silenceAt(alert: AlertFacts, at: Instant, frame: SweepFrame): Omit<SilentSpan, 'from' | 'until'> | undefined {
  const opened: Moment = { at, fixed: false };
  const entry = enter(frame.model, alert, opened, frame.times);
  limitByDelay(entry, opened, frame.times);
  const unreached = entry.stopped ?? lateOrNobody(entry, opened, frame);
  const { priority } = entry.alert;
  return unreached && { priority, unreached, onPurpose: isOnPurpose(unreached, priority) };
}

/** A delay until a time of day has the same end until that time is there, and another one right after it. */
function limitByDelay({ held, start }: Entry, opened: Moment, times: TrackedTimes): void {
  const delay = held.delay?.value;
  if (delay && 'until' in delay) times.limit(Math.max(1, start.at - opened.at));
}

/** Steps that are fixed come nearer to the limit, and to the alert's closing, when the alert opens later. */
function limitByTimeline({ beyond, closed, pending }: Timeline, last: Instant, times: TrackedTimes): void {
  if (beyond?.fixed) times.limit(beyond.at - last);
  if (closed && !closed.moment.fixed && pending?.fixed) times.limit(pending.at - closed.moment.at + 1);
}

function lateOrNobody(entry: Entry, opened: Moment, { model, within, times }: SweepFrame): Unreached | undefined {
  const last = opened.at + within * 1000;
  const reasons = new Set<string>();
  const contacts: Moment[] = [];
  let reached = false;
  const onNotice = ({ people, moment, reason }: Notice): boolean => {
    const ways = people.flatMap(({ contact }) => contact.ways.map(({ after }) => after));
    // Whoever is contacted at once is, whatever happens to the alert afterwards.
    if (ways.includes(0)) return (reached = true);
    contacts.push(...ways.map((after) => later(moment, after)));
    reasons.add(people.length > 0 ? `${reason}, whom no contact rule reaches in time` : reason);
    return false;
  };
  const timeline = timelineOf(entry, { model, times, opened, life: {}, horizon: within, onNotice });
  if (timeline) limitByTimeline(timeline, last, times);
  if (reached || contacts.some((moment) => inTime(moment, last, timeline, times))) return undefined;
  const first = Math.min(...contacts.map(({ at }) => at), timeline?.beyond?.at ?? Infinity);
  const then = first === Infinity ? '' : `; somebody may hear of it after ${inWords((first - opened.at) / 1000)}`;
  return { kind: 'nobody', reason: `${[...reasons].slice(0, 3).join('; ') || 'no step fires in time'}${then}` };
}

/** Whether a contact comes before the limit and before the alert is closed. What is fixed comes nearer when the alert opens later. */
function inTime(moment: Moment, last: Instant, timeline: Timeline | undefined, times: TrackedTimes): boolean {
  const closed = timeline?.closed?.moment;
  if (moment.fixed) {
    times.limit(moment.at - last);
    if (closed && !closed.fixed) times.limit(moment.at - closed.at + 1);
  }
  return moment.at <= last && (!closed || moment.at < closed.at);
}

/**
 * Whether the definitions want nobody to be called: an alert that is switched off, out of its hours or dropped by its integration; a
 * suppressed or unrouted one below P2; and whatever policies have made a P4 or P5 of, which nobody is called for anyway.
 */
export function isOnPurpose({ kind }: Unreached, priority: Priority): boolean {
  if (kind === 'silenced' || kind === 'inactive' || kind === 'dropped') return true;
  if (priority === 'P4' || priority === 'P5') return true;
  return priority === 'P3' && (kind === 'none' || kind === 'suppressed');
}
