import { troubleAlias } from './alias.ts';
import type { Trouble, Unseen } from './broker/unseen.ts';
import type { Surroundings } from './evaluate.ts';
import { Orders } from './orders.ts';
import type { BrokerState } from './state/broker-state.ts';
import { troubleText } from './texts.ts';
import { scopeName } from './watched.ts';

/** Seconds for which something may be out of sight before somebody is called: a broker that restarts is back by then. */
export function patience(step: number): number {
  return Math.max(120, 4 * step);
}

/** What cannot be seen, into the state: after a while the owner is called, once for each kind of trouble; a complete look closes it. */
export function noteTroubles(
  state: BrokerState,
  unseen: readonly Unseen[],
  at: number,
  around: Surroundings,
): BrokerState {
  const { broker, uid, tag } = around;
  const orders = new Orders(state, at);
  const scope = scopeName(broker);
  if (unseen.length === 0) {
    for (const trouble of state.troubles)
      orders.close(troubleAlias(uid, scope, trouble), 'Everything of the broker can be seen again.');
    const { unseenSince: _, ...rest } = state;
    return { ...rest, troubles: [], ...orders.written() };
  }
  const since = state.unseenSince ?? at;
  const kinds = [...new Set(unseen.map(({ trouble }) => trouble))];
  const fresh = at - since < patience(broker.step) ? [] : kinds.filter((kind) => !state.troubles.includes(kind));
  for (const kind of fresh)
    orders.open(troubleAlias(uid, scope, kind), troubleText(broker, kind, reasonOf(kind, unseen), tag));
  return { ...state, unseenSince: since, troubles: [...state.troubles, ...fresh], ...orders.written() };
}

function reasonOf(kind: Trouble, unseen: readonly Unseen[]): string {
  return unseen
    .filter(({ trouble }) => trouble === kind)
    .map(({ reason }) => reason)
    .join('; ');
}
