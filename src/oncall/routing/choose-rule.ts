import type { OnCallModel, RouteTarget } from '../model.ts';
import type { AlertFacts } from './alert-facts.ts';
import type { Moment, OnCallTimes } from './moment.ts';
import { selectorText, whyNot } from './why-not.ts';

/** One routing rule that was looked at. */
export interface RuleVerdict {
  /** Position in the file, from 1. */
  readonly rule: number;
  readonly applies: boolean;
  /** What matched, or why it did not. */
  readonly reason: string;
  /** Where it leads: `escalation off-hours`, `nobody`. */
  readonly to: string;
}

/** Which rule of a squad's routing an alert takes. */
export interface RoutingDecision {
  readonly squad: string;
  /** In which hours are read. */
  readonly zone: string;
  /** The rules up to the one that matched; all of them when none does. */
  readonly rules: readonly RuleVerdict[];
  /** Undefined when no rule matches, which reaches nobody. */
  readonly target?: RouteTarget;
}

/** The first rule of a squad's routing that matches; undefined for a squad that does not exist. */
export function chooseRule(
  squadId: string,
  alert: AlertFacts,
  { model, moment, times }: { readonly model: OnCallModel; readonly moment: Moment; readonly times: OnCallTimes },
): RoutingDecision | undefined {
  const routing = model.squads.get(squadId)?.routing;
  if (!routing) return undefined;
  const { zone } = routing;
  const rules: RuleVerdict[] = [];
  for (const [index, rule] of routing.rules.entries()) {
    const against = whyNot(rule, alert, { moment, zone, times });
    const verdict = { rule: index + 1, to: targetText(rule.to, squadId) };
    rules.push({ ...verdict, applies: against === undefined, reason: against ?? selectorText(rule) });
    if (against === undefined) return { squad: squadId, zone, rules, target: rule.to };
  }
  return { squad: squadId, zone, rules };
}

/** Where a rule leads, in words; names of another squad are written out. */
export function targetText(target: RouteTarget, from: string): string {
  if (target.kind === 'none') return 'nobody';
  if (target.kind === 'squad') return `squad ${target.squad}`;
  const name = target.kind === 'escalation' ? target.escalation : target.schedule;
  return `${target.kind} ${qualified(target.squad, name, from)}`;
}

/** `name`, or `squad/name` when it is another squad's. */
export function qualified(squad: string, name: string, from: string): string {
  return squad === from ? name : `${squad}/${name}`;
}
