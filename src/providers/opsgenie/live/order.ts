import type { ResourceNode } from '../../../graph/types.ts';
import type { Amendment, AmendmentFacts } from '../../live.ts';
import {
  alertPolicyType,
  notificationPolicyType,
  notificationRuleType,
  routingRuleType,
  teamType,
  userType,
} from '../resource-types.ts';
import type { Fields, OpsgenieApi } from './api.ts';
import type { Listed, Listing } from './listing.ts';

/** Types whose objects stand in a list of their team or user, where the first that matches counts. */
const orderedTypes = [
  [routingRuleType, teamType],
  [alertPolicyType, teamType],
  [notificationPolicyType, teamType],
  [notificationRuleType, userType],
] as const;

/**
 * Lists that do not have the order of the definitions. What is not ours keeps its places; ours fill the others in their order. The plugin
 * cannot order policies at all, and rules that change at the same time may end anywhere.
 */
export async function orderAmendments(facts: AmendmentFacts, api: OpsgenieApi, listing: Listing): Promise<Amendment[]> {
  const amendments: Amendment[] = [];
  for (const [type, owner] of orderedTypes) {
    const wanted = inTheirOrder(facts.nodes.filter((node) => node.type === type));
    if (wanted.length === 0) continue;
    const live = await listing.of(type);
    for (const one of await listing.of(owner)) {
      const list = live.filter(({ parent, fields }) => parent?.id === one.id && isOrdered(fields));
      amendments.push(...moves(list.sort(byOrder), wanted, facts, api));
    }
  }
  return amendments;
}

/** The default rule of a team is always last; rules of a user are for alerts or for something else. */
function isOrdered({ isDefault, actionType = 'create-alert' }: Fields): boolean {
  return isDefault !== true && actionType === 'create-alert';
}

/** Each follows the one that it depends on. */
function inTheirOrder(nodes: readonly ResourceNode[]): ResourceNode[] {
  const place = new Map<string, number>();
  const byIdentity = new Map(nodes.map((node) => [node.identity, node]));
  const placeOf = (node: ResourceNode): number => {
    const known = place.get(node.identity);
    if (known !== undefined) return known;
    const before = node.options?.dependsOn
      ?.map((identity) => byIdentity.get(identity))
      .find((one) => one !== undefined);
    const found = before ? placeOf(before) + 1 : 0;
    place.set(node.identity, found);
    return found;
  };
  return [...nodes].sort((a, b) => placeOf(a) - placeOf(b));
}

function byOrder(one: Listed, other: Listed): number {
  return Number(one.fields['order'] ?? 0) - Number(other.fields['order'] ?? 0);
}

function moves(
  list: readonly Listed[],
  nodes: readonly ResourceNode[],
  facts: AmendmentFacts,
  api: OpsgenieApi,
): Amendment[] {
  const nodeOf = new Map(nodes.map((node) => [facts.idOf(node.identity), node]));
  nodeOf.delete(undefined);
  const places = [...nodeOf].map(([id]) => list.find((one) => one.id === id)).filter((one) => one !== undefined);
  const wanted = list.map((one) => (nodeOf.has(one.id) ? (places.shift() as Listed) : one));
  const current = [...list];
  return wanted.flatMap((one, index): Amendment[] => {
    if (current[index] === one) return [];
    const old = current.indexOf(one);
    current.splice(old, 1);
    current.splice(index, 0, one);
    const node = nodeOf.get(one.id);
    return [
      {
        identity: node?.identity ?? one.title,
        type: one.type,
        title: node?.title ?? one.title,
        id: one.id,
        kind: 'update',
        changes: [{ path: 'order', old, new: index }],
        follows: true,
        apply: () => move(one, index, api),
      },
    ];
  });
}

/** https://docs.opsgenie.com/docs/policy-api-v2, https://docs.opsgenie.com/docs/team-routing-rule-api */
function move({ type, path }: Listed, place: number, api: OpsgenieApi): Promise<void> {
  const [address = '', query] = path.split('?');
  const isPolicy = type === alertPolicyType || type === notificationPolicyType;
  const body: Fields = isPolicy ? { targetIndex: place } : { order: place };
  return api.change('POST', `${address}/change-order${query === undefined ? '' : `?${query}`}`, body);
}
