import type { Instant, OnCallModel, OnCallSquad, Span } from '../model.ts';
import { alertClasses } from '../routing/alert-classes.ts';
import { reachedSquad, type AlertFacts } from '../routing/alert-facts.ts';
import type { Moment } from '../routing/moment.ts';
import type { CalledChannel } from '../routing/notice.ts';
import { reachableSquads } from '../routing/reachable-squads.ts';
import { enter, routeAlert, timelineOf, type RouteAnswer } from '../routing/route-alert.ts';
import { timesOf } from '../routing/sweep.ts';
import type { TrackedTimes } from '../routing/tracked-times.ts';

/** Alerts that are routed in another way than before, with the schedules as they are now. */
export interface RouteChange {
  readonly identities: readonly string[];
  /** How much of the range is concerned, in milliseconds. */
  readonly total: number;
  /** The first instant at which it differs, and the answers there. */
  readonly at: Instant;
  readonly before: RouteAnswer;
  readonly after: RouteAnswer;
}

/** An alert before and after. */
export interface Pair {
  readonly before: AlertFacts;
  readonly after: AlertFacts;
  readonly identities: string[];
}

/** A model with the alerts that it is asked about. */
export interface ChangeSide {
  readonly model: OnCallModel;
  readonly alerts: readonly AlertFacts[];
}

/** Nothing that happens after so many seconds is compared: a day. */
export const horizon = 86_400;

/**
 * Alerts, known before and after, whose routing differs at some instant of a range: by policies, routing, escalations, members or contact
 * rules. Both sides are asked with the schedules of the second model, so that swapped duties alone change no route.
 */
export function routeChanges(before: ChangeSide, after: ChangeSide, range: Span): RouteChange[] {
  const old = withSchedulesOf(before.model, after.model);
  const times = [timesOf(old, range, horizon), timesOf(after.model, range, horizon)] as const;
  return pairsOf(before, after)
    .filter((pair) => mayDiffer(pair, old, after.model))
    .flatMap((pair) => changeOf(pair, old, after.model, range, times));
}

function changeOf(
  { before, after, identities }: Pair,
  old: OnCallModel,
  now: OnCallModel,
  range: Span,
  [oldTimes, nowTimes]: readonly [TrackedTimes, TrackedTimes],
): RouteChange[] {
  let total = 0;
  let first: Instant | undefined;
  for (let at = range.from; at < range.until;) {
    oldTimes.forget();
    nowTimes.forget();
    const same = routeKey(old, before, at, oldTimes) === routeKey(now, after, at, nowTimes);
    const until = Math.min(range.until, at + Math.min(oldTimes.slack, nowTimes.slack));
    if (!same) {
      first ??= at;
      total += until - at;
    }
    at = until;
  }
  if (first === undefined) return [];
  return [
    { identities, total, at: first, before: routeAlert(old, before, first), after: routeAlert(now, after, first) },
  ];
}

/** Who is called when: times since the opening in milliseconds, or as texts where they are fixed. */
export interface Happening {
  readonly priority: AlertFacts['priority'];
  readonly stopped: string | undefined;
  readonly closed: number | string | undefined;
  readonly notices: readonly {
    readonly when: number | string;
    readonly people: readonly (readonly [person: string, ways: unknown])[];
    readonly channels: readonly CalledChannel[];
  }[];
}

/** What happens to an alert that opens at an instant; `times` knows afterwards how much later it may open for the same. */
export function happening(model: OnCallModel, alert: AlertFacts, at: Instant, times: TrackedTimes): Happening {
  const opened: Moment = { at, fixed: false };
  const last = at + horizon * 1000;
  const entry = enter(model, alert, opened, times);
  const delay = entry.held.delay?.value;
  if (delay && 'until' in delay) times.limit(Math.max(1, entry.start.at - at));
  const timeline = timelineOf(entry, { model, times, opened, life: {}, horizon });
  const { closed, pending, beyond } = timeline ?? {};
  if (beyond?.fixed) times.limit(beyond.at - last);
  if (closed && !closed.moment.fixed && pending?.fixed) times.limit(pending.at - closed.moment.at + 1);
  const when = (moment: Moment): number | string => (moment.fixed ? `at ${moment.at}` : moment.at - at);
  const notices = (timeline?.notices ?? []).filter(({ people, channels }) => people.length + channels.length > 0);
  return {
    priority: entry.alert.priority,
    stopped: entry.stopped?.kind,
    closed: closed && when(closed.moment),
    notices: notices.map(({ moment, people, channels }) => ({
      when: when(moment),
      people: people.map(({ person, contact }) => [person, contact.ways] as const).sort(),
      channels,
    })),
  };
}

function routeKey(...asked: Parameters<typeof happening>): string {
  return JSON.stringify(happening(...asked));
}

/** Alerts that both sides know, those that are routed alike on each of them as one. */
export function pairsOf(before: ChangeSide, after: ChangeSide): Pair[] {
  const [old, now] = [before, after].map(classByIdentity);
  const pairs = new Map<string, Pair>();
  for (const [identity, is] of now ?? []) {
    const was = old?.get(identity);
    if (!was) continue;
    const key = `${was.name} ${is.name}`;
    const known = pairs.get(key);
    if (known) known.identities.push(identity);
    else pairs.set(key, { before: was.facts, after: is.facts, identities: [identity] });
  }
  return [...pairs.values()];
}

function classByIdentity({
  model,
  alerts,
}: ChangeSide): Map<string, { readonly name: number; readonly facts: AlertFacts }> {
  return new Map(
    alertClasses(model, alerts).flatMap(({ facts, identities }, name) =>
      identities.map((identity) => [identity, { name, facts }] as const),
    ),
  );
}

/** Whether anything but duties that an alert's way depends on differs. */
export function mayDiffer({ before, after }: Pair, old: OnCallModel, now: OnCallModel): boolean {
  return wayOf(before, old) !== wayOf(after, now);
}

/** Everything but schedules that an alert's way depends on, as a text. */
function wayOf(alert: AlertFacts, model: OnCallModel): string {
  const { identity: _, ...facts } = alert;
  const squads = reachableSquads(model, reachedSquad(alert, model.squads).squad).map(
    ({ schedules: __, ...squad }) => squad,
  );
  const contacts = [...model.people.values()].map(({ id, zone, contacts: rules }) => [id, zone, rules]);
  return JSON.stringify([facts, squads, contacts, model.zone, model.semantics], (key, value: unknown) =>
    key === 'path' ? undefined : value instanceof Map ? [...value] : value,
  );
}

/** A model with the schedules of another one. */
export function withSchedulesOf(before: OnCallModel, after: OnCallModel): OnCallModel {
  const squads = new Map<string, OnCallSquad>();
  for (const [id, squad] of before.squads)
    squads.set(id, { ...squad, schedules: after.squads.get(id)?.schedules ?? squad.schedules });
  return { ...before, squads };
}
