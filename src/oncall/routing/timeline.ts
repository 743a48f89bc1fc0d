import type { Seconds } from '../../definitions/values/duration.ts';
import type { Escalation, EscalationStep, OnCallModel, RouteTarget, Target } from '../model.ts';
import { Agenda } from './agenda.ts';
import type { AlertFacts } from './alert-facts.ts';
import type { Held } from './apply-policies.ts';
import { chooseRule, qualified, targetText } from './choose-rule.ts';
import { later, type Moment, type OnCallTimes } from './moment.ts';
import type { Notice } from './notice.ts';
import { resolveTarget, type LeafTarget } from './resolve-target.ts';

/** What happens to the alert itself; minutes since it opened. */
export interface AlertLife {
  readonly acknowledgedAfter?: number;
  readonly closedAfter?: number;
}

/** What a timeline is computed from. */
export interface TimelineView {
  readonly model: OnCallModel;
  readonly times: OnCallTimes;
  /** After policies. */
  readonly alert: AlertFacts;
  readonly opened: Moment;
  readonly life: AlertLife;
  readonly held: Held;
  /** Called for each notice; true ends the timeline there. */
  readonly onNotice?: (notice: Notice) => boolean;
  /** Nothing after so many seconds since the opening is computed. */
  readonly horizon?: Seconds;
}

/** Everything that happens from the first step on. */
export interface Timeline {
  readonly notices: readonly Notice[];
  /** Steps that do not fire since the alert is acknowledged. */
  readonly unfired: readonly { readonly moment: Moment; readonly rule: string }[];
  readonly closed?: { readonly moment: Moment; readonly why: string };
  /** More notices than anybody reads: the rest is left out. */
  readonly cut: boolean;
  /** The first thing that closing prevented. */
  readonly pending?: Moment;
  /** The first thing beyond the horizon. */
  readonly beyond?: Moment;
}

/** An escalation that runs. */
interface Flow {
  readonly label: string;
  readonly squad: string;
  readonly escalation: Pick<Escalation, 'steps' | 'repeat'>;
  /** Names of the routings and escalations that led here, its own included. */
  readonly chain: readonly string[];
}

type Event =
  | { readonly kind: 'reset' }
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'close'; readonly why: string; readonly byFlow: boolean }
  | { readonly kind: 'begin' }
  | { readonly kind: 'restart' }
  | {
      readonly kind: 'steps';
      readonly flow: Flow;
      readonly cycle: number;
      /** Index of the first step of this minute. */
      readonly index: number;
      /** By how much steps that reached nobody have brought the rest forward. */
      readonly skipped: Seconds;
      readonly cycleStart: Moment;
    };

/** At the same instant acknowledgements are forgotten first, then come new ones, so that a step of that instant does not fire. */
const ranks = { reset: 0, acknowledge: 1, close: 2, restart: 3, begin: 3, steps: 4 } as const;
const mostNotices = 2000;

/** What happens when an alert has been routed; `start` is when notifications begin. */
export function runTimeline(
  target: RouteTarget,
  squad: string,
  { start, view }: { readonly start: Moment; readonly view: TimelineView },
): Timeline {
  return new Run(view).from(target, squad, start);
}

class Run {
  readonly #view: TimelineView;
  readonly #agenda = new Agenda<Event>();
  readonly #notices: Notice[] = [];
  readonly #unfired: { moment: Moment; rule: string }[] = [];
  /** Notifies as the route says: at the start, and at every restart. */
  #begin: (moment: Moment) => void = () => undefined;
  #acknowledged = false;
  #ended = false;

  constructor(view: TimelineView) {
    this.#view = view;
  }

  from(target: RouteTarget, squad: string, start: Moment): Timeline {
    this.#begin = (moment) => void this.#route(target, squad, moment, [`squad ${squad}`]);
    this.#putDownLife(start);
    this.#add(start, { kind: 'begin' });
    const { opened, horizon = Infinity } = this.#view;
    const end = opened.at + horizon * 1000;
    for (let due = this.#agenda.next(); due && !this.#ended; due = this.#agenda.next()) {
      const { moment, what } = due;
      if (moment.at > end) return this.#result({ beyond: moment });
      if (this.#notices.length > mostNotices) return this.#result({ cut: true });
      if (what.kind === 'close') return this.#closed(moment, what.why);
      this.#happen(what, moment);
    }
    return this.#result({});
  }

  /** What is known beforehand: acknowledgement, closing, restarts. */
  #putDownLife(start: Moment): void {
    const { opened, life, held } = this.#view;
    const { autoRestart, autoClose } = held;
    if (life.acknowledgedAfter !== undefined)
      this.#add(later(opened, life.acknowledgedAfter * 60), { kind: 'acknowledge' });
    const closed = (seconds: Seconds, why: string): void =>
      this.#add(later(opened, seconds), { kind: 'close', why, byFlow: false });
    if (life.closedAfter !== undefined) closed(life.closedAfter * 60, 'closed');
    if (autoClose) closed(autoClose.value, `closed by policy ${autoClose.by}`);
    if (!autoRestart) return;
    const { every, times } = autoRestart.value;
    for (let count = 1; count <= times; count += 1) this.#add(later(start, count * every), { kind: 'restart' });
  }

  #happen(event: Event, moment: Moment): void {
    if (event.kind === 'reset') this.#acknowledged = false;
    else if (event.kind === 'acknowledge') this.#acknowledged = true;
    else if (event.kind === 'begin') this.#begin(moment);
    else if (event.kind === 'steps') this.#steps(event, moment);
    else if (event.kind === 'restart' && !this.#acknowledged) {
      this.#agenda.drop((one) => one.kind === 'steps' || one.kind === 'reset' || (one.kind === 'close' && one.byFlow));
      this.#begin(moment);
    }
  }

  #closed(moment: Moment, why: string): Timeline {
    const pending = this.#agenda.next()?.moment;
    return this.#result({ closed: { moment, why }, ...(pending ? { pending } : {}) });
  }

  #result(rest: Partial<Timeline>): Timeline {
    return { notices: this.#notices, unfired: this.#unfired, cut: false, ...rest };
  }

  #add(moment: Moment, event: Event): void {
    this.#agenda.add(moment, ranks[event.kind], event);
  }

  /** The steps of one minute of a flow, and what follows them. */
  #steps(event: Extract<Event, { kind: 'steps' }>, moment: Moment): void {
    const { flow, cycle, index, cycleStart } = event;
    const { steps } = flow.escalation;
    const { after } = steps[index] as EscalationStep;
    let next = index;
    let reached = false;
    for (; steps[next]?.after === after; next += 1) reached = this.#step(flow, cycle, next, moment) || reached;
    const following = steps[next];
    let { skipped } = event;
    if (!reached && this.#view.model.semantics.emptySteps === 'skip') skipped += (following?.after ?? after) - after;
    if (following) {
      this.#add(later(cycleStart, following.after - skipped), { ...event, index: next, skipped });
      return;
    }
    this.#repeat(flow, cycle, later(cycleStart, after - skipped));
  }

  /** Whether a step reached somebody; one that does not fire is not empty. */
  #step(flow: Flow, cycle: number, index: number, moment: Moment): boolean {
    const step = flow.escalation.steps[index] as EscalationStep;
    const { repeat } = flow.escalation;
    const rule = `${flow.label}, step ${index + 1}${cycle > 0 ? `, repetition ${cycle} of ${repeat?.times}` : ''}`;
    if (this.#acknowledged && step.while === 'unacknowledged') {
      this.#unfired.push({ moment, rule });
      return true;
    }
    return step.notify.map((target) => this.#target(target, rule, flow, moment)).some(Boolean);
  }

  #repeat({ escalation, ...flow }: Flow, cycle: number, last: Moment): void {
    const { repeat } = escalation;
    if (!repeat) return;
    const again = later(last, repeat.every);
    if (cycle >= repeat.times) {
      if (repeat.close) this.#add(again, { kind: 'close', why: `closed at the end of ${flow.label}`, byFlow: true });
      return;
    }
    if (repeat.reset) this.#add(again, { kind: 'reset' });
    this.#start({ escalation, ...flow }, cycle + 1, again);
  }

  #start(flow: Flow, cycle: number, cycleStart: Moment): void {
    const first = flow.escalation.steps[0];
    if (!first) return;
    this.#add(later(cycleStart, first.after), { kind: 'steps', flow, cycle, index: 0, skipped: 0, cycleStart });
  }

  #target(target: Target, rule: string, flow: Flow, moment: Moment): boolean {
    if (target.kind === 'escalation')
      return this.#escalate(target.squad, target.escalation, rule, flow.squad, moment, flow.chain);
    if (target.kind === 'squad' && target.take === undefined)
      return this.#enterSquad(target.squad, rule, moment, flow.chain);
    return this.#leaf(target, rule, flow.squad, moment);
  }

  #leaf(target: LeafTarget, rule: string, from: string, moment: Moment): boolean {
    const { model, times, alert, opened } = this.#view;
    const asked = model.semantics.stepsAsk === 'opening' ? opened : moment;
    const found = resolveTarget(target, { model, times, alert, asked, moment, from });
    this.#notice({ moment, rule, enters: false, ...found });
    return found.people.length + found.channels.length > 0;
  }

  #route(target: RouteTarget, squad: string, moment: Moment, chain: readonly string[]): boolean {
    const rule = `squad ${squad}`;
    if (target.kind === 'none') return this.#nobody(moment, rule, 'the routing leads to nobody');
    if (target.kind === 'schedule') {
      if (!this.#acknowledged)
        return this.#leaf(target, `schedule ${qualified(target.squad, target.schedule, squad)}`, squad, moment);
      this.#unfired.push({ moment, rule: targetText(target, squad) });
      return true;
    }
    if (target.kind === 'escalation')
      return this.#escalate(target.squad, target.escalation, rule, squad, moment, chain);
    return this.#enterSquad(target.squad, rule, moment, chain);
  }

  /**
   * The routing of a squad, entered by a step or by another routing: its rule is chosen as that happens, since Opsgenie chooses when a team is
   * added to an alert. https://support.atlassian.com/opsgenie/docs/configure-a-team-dashboard/
   */
  #enterSquad(squad: string, rule: string, moment: Moment, chain: readonly string[]): boolean {
    const name = `squad ${squad}`;
    if (chain.includes(name)) return this.#nobody(moment, rule, circle(chain, name));
    const decision = chooseRule(squad, this.#view.alert, {
      model: this.#view.model,
      moment,
      times: this.#view.times,
    });
    if (!decision) return this.#nobody(moment, rule, `${name} does not exist`);
    if (!decision.target) return this.#nobody(moment, rule, `no routing rule of ${name} matches`);
    const chosen = decision.rules.at(-1);
    const reason = `routing of ${name}, rule ${chosen?.rule} (${chosen?.reason}; ${decision.zone}): ${chosen?.to}`;
    if (decision.target.kind === 'none') return this.#nobody(moment, rule, reason);
    this.#notice({ moment, rule, reason, people: [], channels: [], enters: true, squad });
    return this.#route(decision.target, squad, moment, [...chain, name]);
  }

  #escalate(squad: string, id: string, rule: string, from: string, moment: Moment, chain: readonly string[]): boolean {
    const name = `escalation ${squad}/${id}`;
    const label = `escalation ${qualified(squad, id, from)}`;
    const escalation = this.#view.model.squads.get(squad)?.escalations.get(id);
    if (!escalation) return this.#nobody(moment, rule, `${label} does not exist`);
    if (chain.includes(name)) return this.#nobody(moment, rule, circle(chain, name));
    if (escalation.steps.length === 0) return this.#nobody(moment, rule, `${label} has no steps`);
    if (chain.at(-1)?.startsWith('escalation'))
      this.#notice({ moment, rule, reason: `${label} starts`, people: [], channels: [], enters: true });
    this.#start({ label, squad, escalation, chain: [...chain, name] }, 0, moment);
    return true;
  }

  #nobody(moment: Moment, rule: string, reason: string): boolean {
    this.#notice({ moment, rule, reason, people: [], channels: [], enters: false });
    return false;
  }

  #notice(notice: Notice): void {
    this.#notices.push(notice);
    if (this.#view.onNotice?.(notice)) this.#ended = true;
  }
}

function circle(chain: readonly string[], name: string): string {
  return `a circle: ${[...chain.slice(chain.indexOf(name)), name].join(' → ')}; it is not entered again`;
}
