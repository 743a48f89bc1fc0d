import { groupKey, type GroupValues } from '../../queue-monitor/selection.ts';
import { knownTrack } from '../../queue-monitor/track.ts';
import { aliasOf } from '../alias.ts';
import type { OpenAlert } from '../backend/backend.ts';
import type { Surroundings } from '../evaluate.ts';
import { Orders } from '../orders.ts';
import type { BrokerState, GroupState, Opening } from './broker-state.ts';

type Groups = Readonly<Record<string, GroupState>>;

/** Carries what was renamed over to its new identity, and closes what belongs to alerts that are no longer defined, or no longer on this broker. */
export function withoutUndefined(state: BrokerState, at: number, around: Surroundings): BrokerState {
  const { uid, unread } = around;
  const orders = new Orders(state, at);
  const present = presentIdentities(around);
  const alerts: Record<string, Groups> = {};
  for (const [identity, groups] of Object.entries(state.alerts)) {
    const now = present.get(identity);
    // A definition that cannot be read may be the one of this alert.
    if (now === identity || (now === undefined && unread.length > 0)) alerts[identity] = groups;
    else if (now !== undefined) alerts[now] ??= state.alerts[now] ?? renamed(groups, identity, uid);
    else
      for (const { group, open, aliases } of Object.values(groups))
        for (const opening of open)
          orders.close(aliases?.[opening] ?? aliasOf(uid, identity, group, opening), 'The alert is no longer defined.');
  }
  return { ...state, alerts, ...orders.written() };
}

/** The identity that each identity, present or earlier, has now. */
function presentIdentities({ broker }: Surroundings): Map<string, string> {
  const earlier = broker.alerts.flatMap(({ alert, earlier: all }) => all.map((one) => [one, alert.identity] as const));
  const present = broker.alerts.map(({ alert }) => [alert.identity, alert.identity] as const);
  return new Map([...earlier, ...present]);
}

/** Groups of an alert that has another name now: the backend goes on to know them by the old one. */
function renamed(groups: Groups, earlier: string, uid: string): Groups {
  const entries = Object.entries(groups).map(([key, one]): [string, GroupState] => {
    const names = one.open.map((opening) => [opening, aliasOf(uid, earlier, one.group, opening)] as const);
    return [key, names.length === 0 ? one : { ...one, aliases: { ...Object.fromEntries(names), ...one.aliases } }];
  });
  return Object.fromEntries(entries);
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
  const present = presentIdentities(around);
  const waiting = new Set(state.outbox.map(({ alias }) => alias));
  const alerts: Record<string, Groups> = { ...state.alerts };
  const troubles = new Set(state.troubles);
  for (const { alias, details } of open) {
    if (waiting.has(alias)) continue;
    const trouble = /:watch:[^:]+:([a-z-]+)$/.exec(alias)?.[1];
    if (trouble !== undefined) {
      troubles.add(trouble);
      continue;
    }
    const written = details['alerts_identity'] ?? '';
    const opening = openings.find((one) => one === details['alerts_opening']) ?? 'critical';
    const identity = present.get(written);
    if (identity === undefined) {
      if (around.unread.length === 0) orders.close(alias, 'The alert is no longer defined.');
      continue;
    }
    const group = groupIn(details['alerts_group']);
    const key = groupKey(group);
    const usual = aliasOf(around.uid, identity, group, opening);
    const adopted = adopt(alerts[identity]?.[key], group, opening, at, alias === usual ? undefined : alias);
    alerts[identity] = { ...alerts[identity], [key]: adopted };
  }
  return { ...state, alerts, troubles: [...troubles], ...orders.written() };
}

/** @param alias by which the backend knows it, when it is another than its identity gives */
function adopt(
  known: GroupState | undefined,
  group: GroupValues,
  opening: Opening,
  at: number,
  alias: string | undefined,
): GroupState {
  if (known?.open.includes(opening)) return known;
  const open = [...(known?.open ?? []), opening];
  const level = open.includes('critical') ? 'alert' : open.includes('warning') ? 'warning' : 'ok';
  const isMissing = open.includes('no-data');
  const aliases = { ...known?.aliases, ...(alias === undefined ? {} : { [opening]: alias }) };
  const track = known ? { ...known.track, level, missing: isMissing } : knownTrack(level, isMissing, at);
  return { group, open, track, ...(Object.keys(aliases).length === 0 ? {} : { aliases }) } as GroupState;
}

const openings: readonly Opening[] = ['critical', 'warning', 'no-data'];

/** Anybody with a key may have written it. */
function groupIn(text: string | undefined): GroupValues {
  try {
    const group: unknown = JSON.parse(text ?? '{}');
    const isGroup = typeof group === 'object' && group !== null && !Array.isArray(group);
    return isGroup && Object.values(group).every((value) => typeof value === 'string') ? (group as GroupValues) : {};
  } catch {
    return {};
  }
}
