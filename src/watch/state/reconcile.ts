import { groupKey, type GroupValues } from '../../queue-monitor/selection.ts';
import { knownTrack } from '../../queue-monitor/track.ts';
import { aliasOf } from '../alias.ts';
import type { OpenAlert } from '../backend/backend.ts';
import type { Surroundings } from '../evaluate.ts';
import { Orders } from '../orders.ts';
import type { BrokerState, GroupState, Opening } from './broker-state.ts';

/** Closes what belongs to alerts that are no longer defined, or no longer on this broker. */
export function withoutUndefined(state: BrokerState, at: number, { broker, uid }: Surroundings): BrokerState {
  const orders = new Orders(state, at);
  const defined = new Set(broker.alerts.map(({ alert }) => alert.identity));
  const kept = Object.entries(state.alerts).filter(([identity]) => defined.has(identity));
  for (const [identity, groups] of Object.entries(state.alerts)) {
    if (defined.has(identity)) continue;
    for (const { group, open } of Object.values(groups))
      for (const opening of open)
        orders.close(aliasOf(uid, identity, group, opening), 'The alert is no longer defined.');
  }
  return { ...state, alerts: Object.fromEntries(kept), ...orders.written() };
}

/**
 * Takes over what is open at the backend and not in the state, which may be lost: a group is as bad as what is open of it says, until it is
 * seen to be better. What nobody defines any more is closed.
 */
export function withOpen(
  state: BrokerState,
  open: readonly OpenAlert[],
  at: number,
  around: Surroundings,
): BrokerState {
  const orders = new Orders(state, at);
  const defined = new Map(around.broker.alerts.map((watched) => [watched.alert.identity, watched]));
  const waiting = new Set(state.outbox.map(({ alias }) => alias));
  const alerts: Record<string, Readonly<Record<string, GroupState>>> = { ...state.alerts };
  const troubles = new Set(state.troubles);
  for (const { alias, details } of open) {
    if (waiting.has(alias)) continue;
    const trouble = /:watch:[^:]+:([a-z-]+)$/.exec(alias)?.[1];
    if (trouble !== undefined) {
      troubles.add(trouble);
      continue;
    }
    const { alerts_identity: identity = '', alerts_opening: opening = 'critical' } = details;
    if (!defined.has(identity)) {
      orders.close(alias, 'The alert is no longer defined.');
      continue;
    }
    const group = groupIn(details['alerts_group']);
    const key = groupKey(group);
    const known = alerts[identity]?.[key];
    const adopted = adopt(known, group, opening as Opening, at);
    alerts[identity] = { ...alerts[identity], [key]: adopted };
  }
  return { ...state, alerts, troubles: [...troubles], ...orders.written() };
}

function adopt(known: GroupState | undefined, group: GroupValues, opening: Opening, at: number): GroupState {
  if (known?.open.includes(opening)) return known;
  const open = [...(known?.open ?? []), opening];
  const level = open.includes('critical') ? 'alert' : open.includes('warning') ? 'warning' : 'ok';
  const isMissing = open.includes('no-data');
  if (!known) return { group, open, track: knownTrack(level, isMissing, at) };
  return { group, open, track: { ...known.track, level, missing: isMissing } };
}

function groupIn(text: string | undefined): GroupValues {
  try {
    return JSON.parse(text ?? '{}') as GroupValues;
  } catch {
    return {};
  }
}
