import type { Hours, OnCallModel, OnCallSquad } from '../oncall/model.ts';
import type { AlertFacts } from '../oncall/routing/alert-facts.ts';
import { reachableSquads } from '../oncall/routing/reachable-squads.ts';

/**
 * What decides how an alert is routed, as plain data: what selectors see of it, and the integrations, policies, routing and escalations of every
 * squad on its way. Rosters are left out: members, turns, overrides, holidays and maintenance change every week, are judged by the checks of
 * on-call, and would void the approval of every alert each time.
 */
export function routeInputs(model: OnCallModel, facts: AlertFacts): unknown {
  const { identity: _, environment: __, ...seen } = facts;
  return { alert: plain(seen), zone: model.zone, semantics: model.semantics, squads: squadsOf(model, facts) };
}

function squadsOf(model: OnCallModel, { reaches }: AlertFacts): Record<string, unknown> {
  // A group may name any squad that has a routing.
  const named = [...model.squads.values()].filter(({ routing }) => routing.rules.length > 0).map(({ id }) => id);
  const first = 'squad' in reaches ? [reaches.squad] : [reaches.otherwise, ...named];
  const squads = first.flatMap((id) => reachableSquads(model, id));
  return Object.fromEntries(squads.map((squad) => [squad.id, squadInputs(squad)]));
}

/** Policies and integrations are tried in their order; escalations are found by name. */
function squadInputs({ channels, routing, policies, notifications, integrations, escalations }: OnCallSquad): unknown {
  return {
    channels,
    routing: plain(routing),
    escalations: plain(Object.fromEntries(escalations)),
    policies: plain([...policies.values()]),
    notifications: plain([...notifications.values()]),
    integrations: plain([...integrations.values()]),
  };
}

/** Without places; hours without their name and holidays. What people wrote (`when`, `set`, tags) is taken as it stands. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (isHours(value)) return { spans: value.spans, negated: value.negated };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'path')
      .map(([key, member]) => [key, verbatim.has(key) ? member : plain(member)]),
  );
}

const verbatim = new Set(['when', 'set', 'tags', 'groups']);

function isHours(value: object): value is Hours {
  return 'spans' in value && 'negated' in value;
}
