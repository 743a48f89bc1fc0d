import type { WatchedConnection } from '../provider.ts';
import type { Compiling } from './compiling.ts';
import { addHeartbeat } from './heartbeats.ts';
import { accountName, watchHeartbeatId } from './names.ts';
import { integrationType } from './resource-types.ts';

/** Looks that may fail before the heartbeat is missed. */
const missedLooks = 10;

/**
 * What `alerts watch` needs of the squad that owns its brokers: one integration through which it calls every squad, and a heartbeat for
 * each broker. The integration belongs to no team, so that the policies of the squad that is called look at the alert, as they do
 * at those of a monitoring vendor; and it may configure, without which no heartbeat can be sent:
 * https://docs.opsgenie.com/docs/api-key-management
 */
export function addWatch(watches: readonly WatchedConnection[], compiling: Compiling): void {
  if (watches.length === 0) return;
  const name = accountName(compiling.squad.id, 'alerts-watch');
  compiling.add({
    kind: 'integration',
    id: 'alerts-watch',
    type: integrationType,
    title: name,
    inputs: { name, type: 'API', enabled: true, allowWriteAccess: true, allowConfigurationAccess: true },
    derivedFrom: {},
  });
  for (const { environment, connection, step } of watches)
    addHeartbeat(
      {
        id: watchHeartbeatId(environment, connection),
        path: [],
        every: Math.ceil((missedLooks * step) / 60) * 60,
        description: `Sent by "alerts watch" after each complete evaluation of ${connection} in ${environment}`,
        priority: 'P2',
      },
      compiling,
    );
}
