import type { Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import { parseDuration } from '../../definitions/values/duration.ts';
import {
  escalationsOf,
  type Escalation,
  type EscalationStep,
  type RouteTarget,
  type StepTarget,
} from './squad-data.ts';

/** One rule of a squad's routing with its place. */
export interface RoutingRule {
  readonly when?: Readonly<Record<string, unknown>>;
  readonly to: RouteTarget;
  readonly path: Path;
}

/** The rules of a squad's routing in their order. */
export function routingRules(squad: Document): RoutingRule[] {
  const routing = squad.data['routing'] as { rules?: unknown } | unknown[] | undefined;
  const nested = routing !== undefined && !Array.isArray(routing);
  const rules = ((nested ? routing.rules : routing) ?? []) as Omit<RoutingRule, 'path'>[];
  return rules.map((rule, index) => ({ ...rule, path: nested ? ['routing', 'rules', index] : ['routing', index] }));
}

/** Whether a routing rule can carry a page: not one for P4 and P5 only. */
export function carriesPages(rule: RoutingRule): boolean {
  const priority = rule.when?.['priority'];
  if (priority === undefined) return true;
  return [priority].flat().some((one) => one === 'P1' || one === 'P2' || one === 'P3');
}

/** Escalations that a page can take: those of any rule that carries pages, and those that no rule of the squad names. */
export function pagingEscalations(squad: Document): Escalation[] {
  const rules = routingRules(squad);
  return escalationsOf(squad).filter(({ id }) => {
    const own = rules.filter((rule) => typeof rule.to === 'object' && rule.to.escalation === id);
    return own.length === 0 || own.some(carriesPages);
  });
}

/** Seconds from the alert's opening to the step. */
export function startOf(step: EscalationStep): number {
  return parseDuration(step.after) ?? 0;
}

/** A target in words: `schedule oncall (next)`. */
export function describeTarget(target: StepTarget): string {
  const [kind, id] = Object.entries(target).find(([key]) => key !== 'take') ?? ['nobody', ''];
  return `${kind} ${String(id)}${target.take ? ` (${target.take})` : ''}`.trim();
}
