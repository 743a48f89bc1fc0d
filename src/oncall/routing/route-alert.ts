import { formatDuration, type Seconds } from '../../definitions/values/duration.ts';
import type { Priority } from '../../definitions/types.ts';
import type { Instant, OnCallModel } from '../model.ts';
import { filledTitle, reachedSquad, type AlertFacts } from './alert-facts.ts';
import { applyPolicies, type Held, type PolicyVerdict } from './apply-policies.ts';
import { chooseRule, type RoutingDecision } from './choose-rule.ts';
import { endOfDelay } from './delay.ts';
import { bringIn } from './inbound.ts';
import { localText } from './local-text.ts';
import { mergeSteps, type RouteStep } from './merge-steps.ts';
import { exactTimes, type Moment, type OnCallTimes } from './moment.ts';
import type { Notice } from './notice.ts';
import { runTimeline, type AlertLife, type Timeline, type TimelineView } from './timeline.ts';
import { whySilent } from './why-silent.ts';

/** Why nobody is called; `by-design` where the definitions say so. */
export interface Unreached {
  readonly kind: 'silenced' | 'inactive' | 'dropped' | 'suppressed' | 'none' | 'unmatched' | 'no-routing' | 'nobody';
  readonly reason: string;
}

/** Who is called for an alert that opens at an instant, when, and why. */
export interface RouteAnswer {
  readonly identity: string;
  readonly at: Instant;
  /** The project's zone. */
  readonly zone: string;
  /** As the people read it: after policies, with known groups filled. */
  readonly title: string;
  readonly priority: Priority;
  readonly transition: AlertFacts['transition'];
  readonly squad: string;
  readonly policies: readonly PolicyVerdict[];
  readonly routing?: RoutingDecision;
  /** What shifts, stops or explains the whole timeline; the most important first. */
  readonly notes: readonly string[];
  readonly steps: readonly RouteStep[];
  /** Steps that do not fire since the alert is acknowledged. */
  readonly unfired: readonly { readonly minute: number; readonly rule: string }[];
  /** Set when no person is called. */
  readonly unreached?: Unreached;
}

/** How far an alert gets before anybody is called. */
export interface Entry {
  readonly alert: AlertFacts;
  readonly squad: string;
  readonly policies: readonly PolicyVerdict[];
  readonly held: Held;
  readonly notes: readonly string[];
  readonly routing?: RoutingDecision;
  /** When notifications begin. */
  readonly start: Moment;
  readonly stopped?: Unreached;
}

/**
 * Who is called for an alert that opens at an instant: its squad's integration and policies, the routing rule that matches, and every step
 * of the escalations that follow, each at its minute. Routing and policies are decided when the alert opens; a delay shifts the steps.
 */
export function routeAlert(model: OnCallModel, alert: AlertFacts, at: Instant, life: AlertLife = {}): RouteAnswer {
  const times = exactTimes(model);
  const opened: Moment = { at, fixed: false };
  const entry = enter(model, alert, opened, times);
  const timeline = timelineOf(entry, { model, times, opened, life });
  const steps = mergeSteps([...written(alert, entry, opened), ...(timeline?.notices ?? [])], {
    opened,
    squad: entry.squad,
    acknowledged: life.acknowledgedAfter ?? Infinity,
    closed: timeline?.closed ? minuteOf(timeline.closed.moment, opened) : Infinity,
  });
  const called = steps.some(({ people }) => people.length > 0);
  const unreached = entry.stopped ?? (called ? undefined : reasonOf(timeline?.notices ?? []));
  return {
    identity: alert.identity,
    at,
    zone: model.zone,
    title: entry.alert.title,
    priority: entry.alert.priority,
    transition: alert.transition,
    squad: entry.squad,
    policies: entry.policies,
    ...(entry.routing ? { routing: entry.routing } : {}),
    notes: [...entry.notes, ...timelineNotes(timeline, model.zone, opened, life)],
    steps,
    unfired: (timeline?.unfired ?? []).map(({ moment, rule }) => ({ minute: minuteOf(moment, opened), rule })),
    ...(unreached ? { unreached } : {}),
  };
}

/** What the alert's monitor itself writes to channels when it opens: no policy of the squad holds that back. */
function written({ notify, transition, silence }: AlertFacts, { squad }: Entry, opened: Moment): Notice[] {
  const names = notify.flatMap((target) => (target === 'on-call' ? [] : [target.channel]));
  if (names.length === 0 || silence?.kind === 'disabled' || silence?.kind === 'shadow') return [];
  const channels = names.map((channel) => ({ squad, channel }));
  const reason = `the alert itself writes to ${names.map((name) => `channel ${name}`).join(' and ')}`;
  return [{ moment: opened, rule: `notify.${transition}`, reason, people: [], channels, enters: false }];
}

/** Minutes from the opening to a moment. */
export function minuteOf({ at }: Moment, opened: Moment): number {
  return (at - opened.at) / 60_000;
}

/** What happens to an alert before its first step. */
export function enter(model: OnCallModel, given: AlertFacts, opened: Moment, times: OnCallTimes): Entry {
  const { squad: squadId, reason } = reachedSquad(given, model.squads);
  const titled = { ...given, title: filledTitle(given.title, given.groups) };
  const base = { alert: titled, squad: squadId, policies: [], held: {}, notes: reason ? [reason] : [], start: opened };
  const stop = (entry: Entry, kind: Unreached['kind'], why: string): Entry => ({
    ...entry,
    stopped: { kind, reason: why },
  });
  const silent = whySilent(titled, model.zone, opened, times);
  if (silent) return stop(base, silent.kind, silent.reason);
  const squad = model.squads.get(squadId);
  if (!squad) return stop(base, 'no-routing', `squad ${squadId} does not exist`);
  const view = { model, moment: opened, times };
  const inbound = bringIn(titled, squad, view);
  if (inbound.dropped !== undefined) return stop({ ...base, policies: inbound.verdicts }, 'dropped', inbound.dropped);
  const { alert, verdicts, held } = applyPolicies(inbound.alert, squad, view);
  const start = endOfDelay(held.delay?.value, opened, model.zone);
  const notes = [...base.notes, ...heldNotes(held, start, opened, model.zone)];
  const entry = { ...base, alert, policies: [...inbound.verdicts, ...verdicts], held, notes, start };
  if (held.suppress) return stop(entry, 'suppressed', `policy ${held.suppress.by} suppresses all notifications`);
  const routing = chooseRule(squadId, alert, view);
  if (!routing || routing.rules.length === 0) return stop(entry, 'no-routing', `squad ${squadId} has no routing`);
  if (!routing.target) return stop({ ...entry, routing }, 'unmatched', `no routing rule of squad ${squadId} matches`);
  if (routing.target.kind !== 'none') return { ...entry, routing };
  return stop({ ...entry, routing }, 'none', `rule ${routing.rules.at(-1)?.rule} of squad ${squadId} leads to nobody`);
}

/** The steps of an alert that got as far as its routing. */
export function timelineOf(entry: Entry, view: Omit<TimelineView, 'alert' | 'held'>): Timeline | undefined {
  const { routing, squad, alert, held, start, stopped } = entry;
  if (stopped || !routing?.target) return undefined;
  return runTimeline(routing.target, squad, { start, view: { ...view, alert, held } });
}

function heldNotes(held: Held, start: Moment, opened: Moment, zone: string): string[] {
  const { delay, deduplicate, autoRestart, autoClose } = held;
  const notes: string[] = [];
  if (delay && start.at !== opened.at)
    notes.push(
      `policy ${delay.by} delays everything by ${inWords((start.at - opened.at) / 1000)}, until ${localText(zone, start.at)} (${zone})`,
    );
  if (deduplicate) {
    const { count, within } = deduplicate.value;
    const frame = within === undefined ? '' : ` within ${formatDuration(within)}`;
    notes.push(`policy ${deduplicate.by} waits for occurrence ${count}${frame}: minutes count from that one`);
  }
  if (autoRestart)
    notes.push(
      `policy ${autoRestart.by} starts all notifications again every ${formatDuration(autoRestart.value.every)}, up to ${autoRestart.value.times} times, until somebody acknowledges`,
    );
  if (autoClose) notes.push(`policy ${autoClose.by} closes the alert after ${formatDuration(autoClose.value)}`);
  return notes;
}

/** `1h 30m` rather than `90m`, for times that nobody wrote. */
export function inWords(seconds: Seconds): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [Math.round(seconds % 60), 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : [])).join(' ') || '0m';
}

function timelineNotes(timeline: Timeline | undefined, zone: string, opened: Moment, life: AlertLife): string[] {
  if (!timeline) return [];
  const { acknowledgedAfter } = life;
  const { closed, cut } = timeline;
  return [
    ...(acknowledgedAfter === undefined
      ? []
      : [`acknowledged after ${inWords(acknowledgedAfter * 60)}: what would fire in that minute or later does not`]),
    ...(closed
      ? [
          `${closed.why} at minute ${minuteOf(closed.moment, opened)}, ${localText(zone, closed.moment.at)} (${zone}): nothing happens after that`,
        ]
      : []),
    ...(cut ? ['so many notifications follow that the rest is left out'] : []),
  ];
}

function reasonOf(notices: readonly Notice[]): Unreached {
  const reasons = [...new Set(notices.map(({ reason }) => reason))];
  const more = reasons.length > 3 ? `; and ${reasons.length - 3} more` : '';
  return {
    kind: 'nobody',
    reason: reasons.length === 0 ? 'no step fires' : `${reasons.slice(0, 3).join('; ')}${more}`,
  };
}
