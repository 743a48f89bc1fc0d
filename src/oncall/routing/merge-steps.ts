import type { Seconds } from '../../definitions/values/duration.ts';
import type { ContactMethod, Instant } from '../model.ts';
import type { Moment } from './moment.ts';
import type { Called, CalledChannel, Notice } from './notice.ts';

/** How one person is contacted at a step. */
export interface PersonCalled {
  readonly person: string;
  /** One of several, drawn by the on-call backend. */
  readonly candidate: boolean;
  /** End of the duty that makes them reachable; absent for who has none, null for one without end. */
  readonly until?: Instant | null;
  /** In whose hours the ways were chosen; absent when no hours decided. */
  readonly zone?: string;
  /** Minutes since the alert opened. Those after the acknowledgement are left out. */
  readonly ways: readonly { readonly minute: number; readonly by: ContactMethod }[];
  /** All ways again after so long, until the alert is acknowledged. */
  readonly repeat?: Seconds;
}

/** Everything that happens in one minute. */
export interface RouteStep {
  /** Since the alert opened. */
  readonly minute: number;
  readonly at: Instant;
  /** Everybody who is notified, candidates included; empty when the step reaches nobody. */
  readonly people: readonly string[];
  /** Of whom only one is notified. */
  readonly oneOf?: readonly string[];
  /** Chat channels: `incidents`, or `squad/channel` for another squad's. */
  readonly channel?: string;
  readonly channels: readonly CalledChannel[];
  /** Squads whose routing it enters. */
  readonly squads: readonly string[];
  readonly rule: string;
  readonly reason: string;
  readonly called: readonly PersonCalled[];
}

interface Frame {
  readonly opened: Moment;
  /** The squad whose channels need no prefix. */
  readonly squad: string;
  /** Minutes after which it is acknowledged and closed; Infinity for never. */
  readonly acknowledged: number;
  readonly closed: number;
}

/** Notices of the same minute as one step, in order. */
export function mergeSteps(notices: readonly Notice[], frame: Frame): RouteStep[] {
  const minutes = new Map<Instant, Notice[]>();
  for (const notice of notices) {
    const known = minutes.get(notice.moment.at);
    if (known) known.push(notice);
    else minutes.set(notice.moment.at, [notice]);
  }
  return [...minutes].map(([at, together]) => stepOf(at, together, frame));
}

function stepOf(at: Instant, notices: readonly Notice[], frame: Frame): RouteStep {
  const minute = (at - frame.opened.at) / 60_000;
  const called = everybodyOnce(notices.flatMap(({ people }) => people));
  const channels = notices.flatMap((notice) => notice.channels);
  const names = channels.map(({ squad, channel }) => (squad === frame.squad ? channel : `${squad}/${channel}`));
  const oneOf = called.filter(({ candidate }) => candidate).map(({ person }) => person);
  return {
    minute,
    at,
    people: called.map(({ person }) => person),
    ...(oneOf.length > 0 ? { oneOf } : {}),
    ...(names.length > 0 ? { channel: [...new Set(names)].join(', ') } : {}),
    channels,
    squads: [...new Set(notices.map(({ squad }) => squad).filter((squad) => squad !== undefined))],
    rule: [...new Set(notices.map(({ rule }) => rule))].join('; '),
    reason: [...new Set(notices.map(({ reason }) => reason))].join('; '),
    called: called.map((one) => personCalled(one, minute, frame)),
  };
}

/** Whoever is called for certain is no candidate. */
function everybodyOnce(called: readonly Called[]): Called[] {
  const people = new Map<string, Called>();
  for (const one of called) {
    const known = people.get(one.person);
    if (!known || (known.candidate && !one.candidate)) people.set(one.person, one);
  }
  return [...people.values()];
}

function personCalled({ person, candidate, until, contact }: Called, minute: number, frame: Frame): PersonCalled {
  // A step that fires although somebody has acknowledged is not stopped by that.
  const end = Math.min(frame.acknowledged > minute ? frame.acknowledged : Infinity, frame.closed);
  const ways = contact.ways.map(({ after, by }) => ({ minute: minute + after / 60, by }));
  return {
    person,
    candidate,
    ...(until === undefined ? {} : { until: until === Infinity ? null : until }),
    ...(contact.zone === undefined ? {} : { zone: contact.zone }),
    ways: ways.filter((way) => way.minute < end),
    ...(contact.repeat === undefined ? {} : { repeat: contact.repeat }),
  };
}
