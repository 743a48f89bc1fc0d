import { covers } from '../../definitions/resolve/covers.ts';
import type { Escalation, OnCallModel, RouteTarget, Span, Target, TimedSelector } from '../model.ts';
import { hoursIn } from '../time/hours.ts';
import { intersection, subtraction, union } from '../time/spans.ts';

/** `squad/schedule`. */
export function scheduleKey(squad: string, schedule: string): string {
  return `${squad}/${schedule}`;
}

/** When a schedule is asked who is on call: sorted, disjoint. */
export interface AskedTime {
  /** An alert can open that leads there. */
  readonly asked: readonly Span[];
  /** And nobody else is called in the same minute of the escalation. */
  readonly needed: readonly Span[];
}

/**
 * When schedules are asked, by {@link scheduleKey}: the parts of a range in which an alert can open that some squad's routing leads there.
 * The first rule that matches decides, so a rule leaves nothing of its hours to those after it that select no more than it does. Delays of steps are not
 * added, and `take: next` asks for an order, not for somebody on duty. A schedule to which nothing leads is missing.
 * @param covered when somebody is on call in a schedule
 */
export function askedTimes(
  model: OnCallModel,
  range: Span,
  covered: ReadonlyMap<string, readonly Span[]>,
): Map<string, AskedTime> {
  const walk = new RoutingWalk(model, range, covered);
  for (const squad of model.squads.keys()) walk.enter(squad, [range]);
  return new Map(
    [...walk.asked].map(([key, asked]) => [key, { asked: union(asked), needed: union(walk.needed.get(key) ?? []) }]),
  );
}

type Selector = TimedSelector['when'];

class RoutingWalk {
  readonly asked = new Map<string, Span[]>();
  readonly needed = new Map<string, Span[]>();
  readonly #model: OnCallModel;
  readonly #range: Span;
  readonly #covered: ReadonlyMap<string, readonly Span[]>;
  /** Squads and escalations on the way here; cycles are errors of their own and end the walk. */
  readonly #trail = new Set<string>();

  constructor(model: OnCallModel, range: Span, covered: ReadonlyMap<string, readonly Span[]>) {
    this.#model = model;
    this.#range = range;
    this.#covered = covered;
  }

  enter(id: string, opening: readonly Span[]): void {
    const routing = this.#model.squads.get(id)?.routing;
    if (!routing) return;
    this.#within(`squad ${id}`, () => {
      const taken: { readonly when: Selector; readonly open: readonly Span[] }[] = [];
      for (const { hours, when, to } of routing.rules) {
        const before = taken.filter((earlier) => covers(earlier.when, when)).flatMap(({ open }) => open);
        const left = subtraction(opening, union(before));
        const open = hours ? intersection(left, hoursIn(hours, routing.zone, this.#range)) : left;
        if (to.kind !== 'none') this.#callTogether([to], open);
        taken.push({ when, open });
      }
    });
  }

  #climb(escalation: Escalation | undefined, open: readonly Span[]): void {
    if (!escalation) return;
    this.#within(`escalation ${escalation.squad}/${escalation.id}`, () => {
      for (const after of new Set(escalation.steps.map((step) => step.after))) {
        const steps = escalation.steps.filter((step) => step.after === after);
        this.#callTogether(
          steps.flatMap(({ notify }) => notify),
          open,
        );
      }
    });
  }

  /** Recipients of one minute: where one of them is on call, the others need not be. */
  #callTogether(targets: readonly Recipient[], open: readonly Span[]): void {
    if (open.length === 0) return;
    const always = targets.some((target) => target.kind === 'person' || (target.kind === 'squad' && 'take' in target));
    const schedules = targets.flatMap((target) =>
      isAsked(target) ? [scheduleKey(target.squad, target.schedule)] : [],
    );
    for (const key of schedules) {
      const others = schedules.filter((other) => other !== key).flatMap((other) => this.#covered.get(other) ?? []);
      add(this.asked, key, open);
      if (!always) add(this.needed, key, subtraction(open, union(others)));
    }
    for (const target of targets) {
      if (target.kind === 'squad' && !('take' in target)) this.enter(target.squad, open);
      if (target.kind === 'escalation')
        this.#climb(this.#model.squads.get(target.squad)?.escalations.get(target.escalation), open);
    }
  }

  #within(place: string, walk: () => void): void {
    if (this.#trail.has(place)) return;
    this.#trail.add(place);
    walk();
    this.#trail.delete(place);
  }
}

type Recipient = Exclude<RouteTarget, { kind: 'none' }> | Target;

function isAsked(target: Recipient): target is Extract<Recipient, { kind: 'schedule' }> {
  return target.kind === 'schedule' && !('take' in target);
}

function add(times: Map<string, Span[]>, key: string, spans: readonly Span[]): void {
  const known = times.get(key);
  if (known) known.push(...spans);
  else times.set(key, [...spans]);
}
