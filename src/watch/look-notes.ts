import type { Look } from './broker/look.ts';
import type { Unseen } from './broker/unseen.ts';
import type { Surroundings } from './evaluate.ts';
import type { Metrics } from './serve/metrics.ts';
import type { BrokerState } from './state/broker-state.ts';

/** A look with what could not be read of definitions: such alerts are not evaluated, and somebody has to hear of it. */
export function withUnread(seen: Look, { unread }: Surroundings): Look {
  const more = unread.map((reason): Unseen => ({ trouble: 'definitions', reason }));
  return { ...seen, unseen: [...seen.unseen, ...more] };
}

/**
 * Alerts that a look found nothing for: a name that is mistyped is no trouble of the broker, and an alert that is silent for ever.
 * @returns the state that knows of them, and a sentence for each that is new
 */
export function withEmpty(
  state: BrokerState,
  { observation, unseen }: Look,
  { broker, selections }: Surroundings,
): { readonly state: BrokerState; readonly fresh: readonly string[] } {
  if (unseen.length > 0) return { state, fresh: [] };
  const { empty: before = [], ...rest } = state;
  const found = broker.alerts.filter(({ alert }) => selections.get(alert.identity)?.isIn(observation) === false);
  const empty = found.map(({ alert }) => alert.identity);
  const fresh = found
    .filter(({ alert }) => !before.includes(alert.identity))
    .map(
      ({ alert, target }) =>
        `${alert.application}/${alert.id} has nothing to look at: no queue in the virtual host "${target.vhost}" is named "${target.pattern}".`,
    );
  return { state: empty.length > 0 ? { ...rest, empty } : rest, fresh };
}

/**
 * Counts a look.
 * @param took milliseconds
 */
export function countLook(metrics: Metrics, scope: string, state: BrokerState, seen: Look, took: number): void {
  const labels = { broker: scope };
  const groups = Object.values(state.alerts).flatMap((one) => Object.values(one));
  const open = groups.reduce((sum, group) => sum + group.open.length, 0);
  metrics.set('alerts_watch_evaluation_seconds', took / 1000, labels);
  metrics.set('alerts_watch_queues', seen.observation.queues.length, labels);
  metrics.set('alerts_watch_open_alerts', open, labels);
  metrics.set('alerts_watch_empty_alerts', state.empty?.length ?? 0, labels);
  if (seen.unseen.length === 0)
    metrics.set('alerts_watch_last_complete_evaluation_timestamp_seconds', state.at, labels);
}
