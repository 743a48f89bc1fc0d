import { isoText } from '../../oncall/routing/local-text.ts';
import type { RouteStep } from '../../oncall/routing/merge-steps.ts';
import type { RouteAnswer } from '../../oncall/routing/route-alert.ts';

/** One answer of `alerts route` for machines; instants carry the offset of the project's zone. */
export function routeJson(answer: RouteAnswer): Record<string, unknown> {
  const {
    identity,
    at,
    zone,
    title,
    priority,
    transition,
    squad,
    policies,
    routing,
    notes,
    steps,
    unfired,
    unreached,
  } = answer;
  const [environment = '', application = '', id = ''] = identity.split('/');
  return {
    alert: `${application}/${id}`,
    environment,
    identity,
    at: isoText(zone, at),
    zone,
    title,
    priority,
    squad,
    transition,
    notes,
    ...(unreached ? { unreached } : {}),
    steps: steps.map((step) => stepJson(step, zone)),
    unfired,
    policies,
    ...(routing ? { routing } : {}),
  };
}

function stepJson(
  { minute, at, people, oneOf, channel, channels, rule, reason, called }: RouteStep,
  zone: string,
): Record<string, unknown> {
  return {
    minute,
    at: isoText(zone, at),
    people,
    ...(oneOf ? { oneOf } : {}),
    ...(channel === undefined ? {} : { channel, channels }),
    rule,
    reason,
    called: called.map(({ until, ...rest }) => ({
      ...rest,
      ...(until === undefined ? {} : { until: until === null ? null : isoText(zone, until) }),
    })),
  };
}
