import type { ResolvedAlert } from '../../definitions/types.ts';
import type { RuleContext } from '../rule.ts';
import { routingRules } from './routing.ts';
import { matchOf } from './selectors.ts';
import type { RouteTarget } from './squad-data.ts';

/** Where an alert's pages can go, depending on the hour: the squad that is reached, and the targets of every rule that may match. */
export interface PossibleRoutes {
  readonly squad: string;
  readonly targets: readonly RouteTarget[];
}

/** Undefined when the squad has no routing, which is another rule's business. */
export function possibleRoutes(alert: ResolvedAlert, context: RuleContext<never>): PossibleRoutes | undefined {
  const id = 'squad' in alert.reaches ? alert.reaches.squad : alert.reaches.otherwise;
  const squad = id === context.squad?.id ? context.squad : context.find('Squad', id);
  const rules = squad ? routingRules(squad) : [];
  if (rules.length === 0) return undefined;
  const targets: RouteTarget[] = [];
  for (const rule of rules) {
    const match = matchOf(rule.when, alert, context.application);
    if (match !== 'never') targets.push(rule.to);
    if (match === 'always') break;
  }
  return { squad: id, targets };
}
