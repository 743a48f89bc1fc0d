import type { AlertBackend } from './backend/backend.ts';
import type { Clock } from './clock.ts';
import type { HttpClient } from './http-client.ts';
import type { Log } from './log.ts';
import type { Metrics } from './serve/metrics.ts';
import type { StateStore } from './state/store.ts';

/** What watching a broker stands on. */
export interface BrokerWorld {
  readonly http: HttpClient;
  readonly backend: AlertBackend;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly uid: string;
  readonly squads: readonly string[];
  /** Why alerts may be missing, in sentences. */
  readonly unread: readonly string[];
  /** Names of the environment variables that the credentials were read from. */
  readonly variables: { readonly broker: string; readonly backend: string };
}
