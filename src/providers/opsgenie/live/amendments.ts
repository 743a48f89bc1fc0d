import type { Amendment, AmendmentFacts } from '../../live.ts';
import { overridesType, scheduleType } from '../resource-types.ts';
import type { OpsgenieApi } from './api.ts';
import { blindSpotAmendments } from './blind-spots.ts';
import { holidayAmendments } from './holidays.ts';
import type { Listing } from './listing.ts';
import { orderAmendments } from './order.ts';
import { overridesAmendment } from './overrides.ts';

/** Everything that the plugin cannot bring about, in an order in which it can be done. */
export async function amendmentsOf(facts: AmendmentFacts, api: OpsgenieApi, listing: Listing): Promise<Amendment[]> {
  return [
    ...(await blindSpotAmendments(facts, api, listing)),
    ...(await orderAmendments(facts, api, listing)),
    ...(await overrideAmendments(facts, api, listing)),
    ...(await holidayAmendments(facts, api, listing)),
  ];
}

async function overrideAmendments(facts: AmendmentFacts, api: OpsgenieApi, listing: Listing): Promise<Amendment[]> {
  const nodes = facts.nodes.filter(({ type }) => type === overridesType);
  if (nodes.length === 0) return [];
  const schedules = await listing.of(scheduleType);
  const found: Amendment[] = [];
  for (const node of nodes) {
    const amendment = await overridesAmendment(node, facts, api, schedules);
    if (amendment) found.push(amendment);
  }
  return found;
}
