import type { Escalation, OnCallModel, RouteTarget, Span, Target } from '../model.ts';
import { hoursIn } from '../time/hours.ts';
import { intersection, subtraction, union } from '../time/spans.ts';

/** `squad/schedule`. */
export function scheduleKey(squad: string, schedule: string): string {
  return `${squad}/${schedule}`;
}

/**
 * When schedules are asked who is on call, by {@link scheduleKey}: the parts of a range in which an alert can open that some squad's routing
 * leads there. The first rule that matches decides, so a rule without selector leaves nothing of its hours to those after it. Delays of
 * steps are not added, and `take: next` asks for an order, not for somebody on duty. A schedule to which nothing leads is missing.
 */
export function askedTimes(model: OnCallModel, range: Span): Map<string, Span[]> {
  const walk = new RoutingWalk(model, range);
  for (const squad of model.squads.keys()) walk.enter(squad, [range]);
  return new Map([...walk.asked].map(([key, spans]) => [key, union(spans)]));
}

class RoutingWalk {
  readonly asked = new Map<string, Span[]>();
  readonly #model: OnCallModel;
  readonly #range: Span;
  /** Squads and escalations on the way here; cycles are errors of their own and end the walk. */
  readonly #trail = new Set<string>();

  constructor(model: OnCallModel, range: Span) {
    this.#model = model;
    this.#range = range;
  }

  enter(id: string, opening: readonly Span[]): void {
    const routing = this.#model.squads.get(id)?.routing;
    if (!routing) return;
    this.#within(`squad ${id}`, () => {
      let left = opening;
      for (const { hours, when, to } of routing.rules) {
        const open = hours ? intersection(left, hoursIn(hours, routing.zone, this.#range)) : left;
        this.#follow(to, open);
        if (!when) left = subtraction(left, open);
      }
    });
  }

  #follow(to: RouteTarget | Target, open: readonly Span[]): void {
    if (open.length === 0) return;
    if (to.kind === 'schedule' && !('take' in to)) this.#ask(scheduleKey(to.squad, to.schedule), open);
    if (to.kind === 'squad' && !('take' in to)) this.enter(to.squad, open);
    if (to.kind === 'escalation') this.#climb(this.#model.squads.get(to.squad)?.escalations.get(to.escalation), open);
  }

  #climb(escalation: Escalation | undefined, open: readonly Span[]): void {
    if (!escalation) return;
    this.#within(`escalation ${escalation.squad}/${escalation.id}`, () => {
      for (const target of escalation.steps.flatMap(({ notify }) => notify)) this.#follow(target, open);
    });
  }

  #ask(key: string, open: readonly Span[]): void {
    const known = this.asked.get(key);
    if (known) known.push(...open);
    else this.asked.set(key, [...open]);
  }

  #within(place: string, walk: () => void): void {
    if (this.#trail.has(place)) return;
    this.#trail.add(place);
    walk();
    this.#trail.delete(place);
  }
}
