import type { Json, ResourceNode } from '../../../graph/types.ts';
import type { Amendment, AmendmentFacts } from '../../live.ts';
import { escalationType, rotationType, scheduleType, userType } from '../resource-types.ts';
import type { Fields, OpsgenieApi } from './api.ts';
import type { Listed, Listing } from './listing.ts';

/** What the vendor has in place of what a definition says, and the request that mends it. */
interface Difference {
  readonly path: string;
  readonly old?: Json;
  readonly new?: Json;
  readonly body: Fields;
}

/**
 * Fields that terraform-provider-opsgenie does not see or does not send: zones that show the same time today
 * (`DiffSuppressFunc` of resource_opsgenie_schedule.go and _user.go), a repetition that goes (_escalation.go), an end or a window that somebody
 * has removed (_schedule_rotation.go).
 */
const blindSpots: Readonly<Record<string, (node: ResourceNode, live: Fields) => Difference[]>> = {
  [scheduleType]: ({ inputs }, live) => zone(inputs['timezone'], live['timezone'], 'timezone'),
  [userType]: ({ inputs }, live) => zone(inputs['timezone'], live['timeZone'], 'timeZone'),
  [escalationType]: ({ inputs }, { repeat = null }) =>
    inputs['repeats'] !== undefined || repeat === null || Number((repeat as Fields)['waitInterval'] ?? 0) === 0
      ? []
      : [{ path: 'repeats', old: repeat, body: { repeat: { waitInterval: 0 } } }],
  [rotationType]: ({ inputs }, live) => [
    ...(live['endDate'] === undefined && typeof inputs['endDate'] === 'string'
      ? [{ path: 'endDate', new: inputs['endDate'], body: { endDate: inputs['endDate'] } }]
      : []),
    ...(live['timeRestriction'] === undefined ? window(inputs['timeRestrictions'] as Json) : []),
  ],
};

function zone(wanted: unknown, live: Json | undefined, field: string): Difference[] {
  if (typeof wanted !== 'string' || wanted === live) return [];
  return [{ path: 'timezone', ...(live === undefined ? {} : { old: live }), new: wanted, body: { [field]: wanted } }];
}

function window(restrictions: Json): Difference[] {
  const [first] = restrictions as unknown as readonly {
    type: string;
    restriction?: readonly Json[];
    restrictionList?: Json;
  }[];
  if (!first) return [];
  const { type, restriction, restrictionList } = first;
  const timeRestriction: Fields = restriction
    ? { type, restriction: restriction[0] ?? {} }
    : { type, restrictions: restrictionList ?? [] };
  return [{ path: 'timeRestrictions', new: restrictions, body: { timeRestriction } }];
}

/** What the plugin would leave as it is. */
export async function blindSpotAmendments(
  facts: AmendmentFacts,
  api: OpsgenieApi,
  listing: Listing,
): Promise<Amendment[]> {
  const amendments: Amendment[] = [];
  for (const [type, differences] of Object.entries(blindSpots)) {
    const nodes = facts.nodes.filter((node) => node.type === type);
    if (nodes.length === 0) continue;
    const byId = new Map((await listing.of(type)).map((one) => [one.id, one]));
    for (const node of nodes) {
      const live = byId.get(facts.idOf(node.identity) ?? '');
      const found = live ? differences(node, live.fields) : [];
      if (live && found.length > 0) amendments.push(amendment(node, live, found, api));
    }
  }
  return amendments;
}

function amendment(node: ResourceNode, live: Listed, found: readonly Difference[], api: OpsgenieApi): Amendment {
  return {
    identity: node.identity,
    type: node.type,
    title: node.title,
    id: live.id,
    kind: 'update',
    changes: found.map(({ body: _body, ...change }) => change),
    apply: () => api.change('PATCH', live.path, Object.assign({}, ...found.map(({ body }) => body)) as Fields),
  };
}
