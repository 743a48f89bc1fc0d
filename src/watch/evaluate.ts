import { isQuiet } from '../definitions/resolve/quiet.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { groupKey, type GroupValues, type Selection } from '../queue-monitor/selection.ts';
import { observe, type Track } from '../queue-monitor/track.ts';
import { aliasOf } from './alias.ts';
import type { Look } from './broker/look.ts';
import { Orders } from './orders.ts';
import type { BrokerState, GroupState, Opening } from './state/broker-state.ts';
import { measuredText, textOf } from './texts.ts';
import { patience } from './troubles.ts';
import type { WatchedAlert, WatchedBroker } from './watched.ts';

/** What evaluating a broker stands on, besides its state and what was seen. */
export interface Surroundings {
  readonly broker: WatchedBroker;
  readonly uid: string;
  /** Carried by all alerts of the broker. */
  readonly tag: string;
  /** Ids of all squads. */
  readonly squads: readonly string[];
  /** What is wrong with definitions, so that alerts may be missing; while there is any, none counts as removed. */
  readonly unread: readonly string[];
  /** By identity. */
  readonly selections: ReadonlyMap<string, Selection>;
}

/**
 * Takes a look at a broker in: the next state, with what the backend has to be told in its outbox. Alerts on what was not seen stay as they
 * are. Pure: the same state and look give the same orders.
 */
export function evaluate(state: BrokerState, seen: Look, at: number, around: Surroundings): BrokerState {
  const orders = new Orders(state, at);
  const alerts: Record<string, Readonly<Record<string, GroupState>>> = { ...state.alerts };
  for (const watched of around.broker.alerts) {
    const { identity } = watched.alert;
    if (wasSeen(watched, seen))
      alerts[identity] = evaluateAlert(watched, alerts[identity] ?? {}, seen, at, around, orders);
  }
  return { ...state, at, alerts, ...orders.written() };
}

function wasSeen({ target }: WatchedAlert, { vhosts, sawNodes }: Look): boolean {
  return target.kind === 'node' ? sawNodes : vhosts.has(target.vhost);
}

function evaluateAlert(
  watched: WatchedAlert,
  before: Readonly<Record<string, GroupState>>,
  seen: Look,
  at: number,
  around: Surroundings,
  orders: Orders,
): Record<string, GroupState> {
  const groups: Record<string, GroupState> = {};
  const take = (group: GroupValues, known: GroupState | undefined, value: number | undefined, key: string): void => {
    if (known && isUnknown(value) && at - known.track.lastSeen < patience(watched.rules.step)) {
      groups[key] = known;
      return;
    }
    const verdict = observe(known?.track, watched.rules, at, isUnknown(value) ? undefined : value);
    const open = wanted(watched.alert, verdict.track);
    tell(watched, known ?? { group, open: [] }, open, verdict.value, around, orders);
    if (verdict.track) groups[key] = { group, track: verdict.track, open, ...keptAliases(known, open) };
  };
  for (const { group, value } of around.selections.get(watched.alert.identity)?.valuesIn(seen.observation) ?? []) {
    const key = groupKey(group);
    take(group, before[key], value, key);
  }
  // A queue that is gone from a list that was whole is gone; one that may only have slipped between two pages is left alone.
  const isWhole = !seen.shifting.has(watched.target.vhost);
  for (const [key, known] of Object.entries(before)) {
    if (groups[key]) continue;
    if (isWhole) take(known.group, known, undefined, key);
    else groups[key] = known;
  }
  return groups;
}

/** Whether the broker does not know a value yet; what it does not know for long is missing. */
function isUnknown(value: number | undefined): boolean {
  return value !== undefined && Number.isNaN(value);
}

/** What has to be open at the backend for a group in this state. */
function wanted(alert: ResolvedAlert, track: Track | undefined): Opening[] {
  if (!track || isQuiet(alert)) return [];
  const { notify } = alert;
  return [
    ...(track.level === 'alert' && notify.critical.length > 0 ? (['critical'] as const) : []),
    ...(track.level === 'warning' && notify.warning.length > 0 ? (['warning'] as const) : []),
    ...(track.missing && notify.noData.length > 0 ? (['no-data'] as const) : []),
  ];
}

/** Aliases of before a rename hold as long as what they name is open. */
function keptAliases(known: GroupState | undefined, open: readonly Opening[]): Pick<GroupState, 'aliases'> {
  const kept = Object.entries(known?.aliases ?? {}).filter(([opening]) => open.includes(opening as Opening));
  return kept.length === 0 ? {} : { aliases: Object.fromEntries(kept) };
}

function tell(
  watched: WatchedAlert,
  { group, open: before, aliases }: Pick<GroupState, 'group' | 'open' | 'aliases'>,
  after: readonly Opening[],
  value: number | undefined,
  { broker, uid, tag, squads }: Surroundings,
  orders: Orders,
): void {
  const alias = (opening: Opening): string =>
    aliases?.[opening] ?? aliasOf(uid, watched.alert.identity, group, opening);
  for (const opening of after)
    if (!before.includes(opening)) {
      const occasion = { group, opening, ...(value === undefined ? {} : { value }) };
      orders.open(alias(opening), textOf(watched, broker, occasion, { tag, squads }));
    }
  for (const opening of before)
    if (!after.includes(opening)) orders.close(alias(opening), closingNote(watched.alert, opening, value));
}

function closingNote(
  { disabled, shadowUntil, source }: ResolvedAlert,
  opening: Opening,
  value: number | undefined,
): string {
  if (disabled !== undefined) return 'The alert is disabled.';
  if (shadowUntil !== undefined) return 'The alert is on trial.';
  if (value !== undefined) return `Recovered: the value is ${measuredText(value, source.unit)}.`;
  return opening === 'no-data' ? 'It is measured again.' : 'What it was about is gone.';
}
