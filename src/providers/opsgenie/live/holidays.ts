import type { ResourceNode } from '../../../graph/types.ts';
import type { Amendment, AmendmentFacts } from '../../live.ts';
import { markerText } from '../../marker.ts';
import { holidaysType, maintenanceType } from '../resource-types.ts';
import type { OpsgenieApi } from './api.ts';
import { holidaySpans, type HolidayData } from './dated.ts';
import type { Listed, Listing } from './listing.ts';
import { idIn } from './overrides.ts';

/** Maintenances that switch on the policies of holidays: https://docs.opsgenie.com/docs/maintenance-api */
export async function holidayAmendments(
  facts: AmendmentFacts,
  api: OpsgenieApi,
  listing: Listing,
): Promise<Amendment[]> {
  const nodes = facts.nodes.filter(({ type }) => type === holidaysType);
  const live = (await listing.of(maintenanceType)).filter(
    ({ marker, fields }) =>
      marker?.project === facts.project && /\/holidays\//.test(marker.identity) && isToCome(String(fields['status'])),
  );
  const known = new Set(nodes.map(({ identity }) => identity));
  const left = facts.isWhole ? live.filter(({ marker }) => !known.has(marker?.identity ?? '')) : [];
  const amendments = nodes.flatMap((node) =>
    changesOf(
      node,
      live.filter(({ marker }) => marker?.identity === node.identity),
      facts,
      api,
    ),
  );
  return [...amendments, ...leftOver(left, api)];
}

function isToCome(status: string): boolean {
  return status === 'planned' || status === 'active';
}

function changesOf(node: ResourceNode, live: readonly Listed[], facts: AmendmentFacts, api: OpsgenieApi): Amendment[] {
  const policyId = idIn(node.inputs['policyId'], facts);
  if (policyId === undefined) return [];
  const spans = holidaySpans(
    node.inputs['holidays'] as unknown as HolidayData,
    String(node.inputs['timezone']),
    facts.now.getTime(),
  );
  const wanted = new Map(
    spans.map(({ from, until }) => [`${iso(from)} ${iso(until)}`, { from: iso(from), until: iso(until) }]),
  );
  const superfluous = live.filter((one, index) => {
    const key = keyOf(one);
    return !wanted.has(key) || live.findIndex((other) => keyOf(other) === key) < index;
  });
  const missing = [...wanted].filter(([key]) => !live.some((one) => keyOf(one) === key)).map(([, span]) => span);
  if (superfluous.length + missing.length === 0) return [];
  return [
    {
      identity: node.identity,
      type: node.type,
      title: node.title,
      id: policyId,
      kind: 'update',
      changes: [
        ...superfluous.map((one) => ({ path: dayOf(one), old: 'holiday' })),
        ...missing.map(({ from }) => ({ path: from, new: 'holiday' })),
      ],
      apply: async () => {
        for (const { path } of superfluous) await api.remove(path);
        for (const { from, until } of missing)
          await api.change('POST', '/v1/maintenance', {
            description: `Holiday ${markerText({ ...facts, identity: node.identity })}`,
            time: { type: 'schedule', startDate: from, endDate: until },
            rules: [{ state: 'enabled', entity: { type: 'policy', id: policyId } }],
          });
      },
    },
  ];
}

/** What definitions that are gone have left behind. */
function leftOver(live: readonly Listed[], api: OpsgenieApi): Amendment[] {
  const identities = [...new Set(live.map(({ marker }) => marker?.identity ?? ''))];
  return identities.map((identity) => {
    const own = live.filter(({ marker }) => marker?.identity === identity);
    return {
      identity,
      type: holidaysType,
      title: identity.split('/').slice(1).join(' '),
      id: own[0]?.id ?? '',
      kind: 'delete',
      changes: [],
      apply: async () => {
        for (const { path } of own) await api.remove(path);
      },
    };
  });
}

function keyOf(one: Listed): string {
  const { startDate, endDate } = timeOf(one);
  return `${iso(Date.parse(startDate))} ${iso(Date.parse(endDate))}`;
}

function dayOf(one: Listed): string {
  return iso(Date.parse(timeOf(one).startDate));
}

function timeOf({ fields }: Listed): { readonly startDate: string; readonly endDate: string } {
  return fields['time'] as { startDate: string; endDate: string };
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
