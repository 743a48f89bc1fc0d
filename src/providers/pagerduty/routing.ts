import type { RouteTarget, RoutingRule } from '../../oncall/model.ts';
import { directPolicyId } from './escalations.ts';
import type { Compiling } from './compiled.ts';

/** The rule whose target the squad's service escalates by: the last that leads to somebody, since rules become more general downwards. */
export function serviceRule({ squad }: Compiling): RoutingRule | undefined {
  return squad.routing.rules.filter(({ to }) => to.kind === 'escalation' || to.kind === 'schedule').at(-1);
}

/** The squad and id of the escalation policy that a target stands for. */
export function policyOf(to: RouteTarget, own: string): { readonly squad: string; readonly id: string } | undefined {
  if (to.kind === 'escalation') return { squad: to.squad, id: to.escalation };
  return to.kind === 'schedule' ? { squad: own, id: directPolicyId(to.schedule) } : undefined;
}

/** Rules that a service with one policy cannot follow. */
export function reportRouting(chosen: RoutingRule | undefined, { squad, losses }: Compiling): void {
  for (const rule of squad.routing.rules) {
    if (chosen && sameTarget(rule.to, chosen.to)) continue;
    losses.lost(
      'pagerduty/routing',
      rule.path,
      chosen
        ? `A service at PagerDuty has one escalation policy: what this rule selects goes to ${nameOf(chosen.to)}, too.`
        : 'No routing rule leads to a person, so the squad gets no service at PagerDuty.',
    );
  }
}

function sameTarget(one: RouteTarget, other: RouteTarget): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function nameOf(to: RouteTarget): string {
  if (to.kind === 'escalation') return `the escalation ${to.escalation}`;
  return to.kind === 'schedule' ? `the schedule ${to.schedule}` : 'nobody';
}
