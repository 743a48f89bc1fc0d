import type { RouteTarget, RoutingRule } from '../../oncall/model.ts';
import { conditionsOf, filterOf } from './criteria.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { addHandover, handoverId } from './escalations.ts';
import { timedFilters } from './hours-conditions.ts';
import { routingRuleType } from './resource-types.ts';

/** Rules of a team: https://docs.opsgenie.com/docs/team-routing-rule-api */
const mostRules = 100;

/**
 * Routing rules in the file's order; each is made after the one before it, and knows its place. Without a last rule for everything else there
 * is one that leads nowhere, as the format has it. A squad without routing keeps the rule of a new team, which notifies all of it.
 */
export function addRouting(compiling: Compiling): void {
  const { routing } = compiling.squad;
  if (routing.rules.length === 0) return;
  const last = routing.rules.at(-1);
  const closing: RoutingRule[] =
    last && last.when === undefined && last.hours === undefined ? [] : [{ to: { kind: 'none' }, path: routing.path }];
  const all = [...routing.rules, ...closing].flatMap((rule) => placesOf(rule, compiling));
  if (all.length >= mostRules)
    compiling.report(
      'routing-rules',
      routing.path,
      `Opsgenie takes ${mostRules - 1} routing rules in a team, not ${all.length}.`,
    );
  for (const [order, place] of all.entries()) addRule(place, order, compiling);
}

interface Place {
  readonly rule: RoutingRule;
  readonly filter: Inputs;
  readonly timeRestrictions: readonly Inputs[];
}

function placesOf(rule: RoutingRule, compiling: Compiling): Place[] {
  const at = [...rule.path, 'when'];
  const conditions = conditionsOf(rule.when, at, compiling);
  const { zone } = compiling.squad.routing;
  return timedFilters({ hours: rule.hours, conditions }, [...at, 'hours'], zone, compiling).map((timed) => ({
    rule,
    filter: filterOf(timed.conditions),
    timeRestrictions: timed.timeRestrictions,
  }));
}

function addRule({ rule, filter, timeRestrictions }: Place, order: number, compiling: Compiling): void {
  const { squad } = compiling;
  const number = String(order + 1);
  const name = `alerts ${number}: ${wordsOf(rule)}`.slice(0, 500);
  const at = rule.path.join('.');
  compiling.add({
    kind: 'route',
    id: number,
    at: rule.path,
    type: routingRuleType,
    title: `${squad.id}: ${name}`,
    inputs: {
      teamId: compiling.team,
      name,
      order,
      timezone: squad.routing.zone,
      criterias: [filter],
      timeRestrictions,
      notifies: [notify(rule.to, compiling)],
    },
    options: {
      replaceOnChanges: ['teamId'],
      ...(order === 0 ? {} : { dependsOn: [compiling.identity('route', String(order))] }),
    },
    derivedFrom: {
      criterias: [`${at}.when`],
      timeRestrictions: [`${at}.when.hours`],
      notifies: [`${at}.to`],
      timezone: ['routing.timezone'],
    },
  });
}

function notify(to: RouteTarget, compiling: Compiling): Inputs {
  switch (to.kind) {
    case 'none':
      return { type: 'none' };
    case 'escalation':
      return { type: 'escalation', id: compiling.id('escalation', to.escalation, to.squad) };
    case 'schedule':
      return { type: 'schedule', id: compiling.id('schedule', to.schedule, to.squad) };
    case 'squad':
      addHandover(to.squad, compiling);
      return { type: 'escalation', id: compiling.id('escalation', handoverId(to.squad)) };
  }
}

/** What a person reads in Opsgenie's list: `hours business → escalation working-hours`. */
function wordsOf({ when, hours, to }: RoutingRule): string {
  const parts = Object.entries(when ?? {}).map(([key, value]) => `${key} ${valueText(value)}`);
  const selection = [...(hours ? [`hours ${hours.label}`] : []), ...parts].join(', ');
  return `${selection === '' ? 'everything else' : selection} → ${targetText(to)}`;
}

function targetText(to: RouteTarget): string {
  if (to.kind === 'none') return 'nobody';
  if (to.kind === 'escalation') return `escalation ${to.escalation}`;
  return to.kind === 'schedule' ? `schedule ${to.schedule}` : `squad ${to.squad}`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(' or ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, one]) => `${key}:${valueText(one)}`)
    .join(' ');
}
