import { CredentialsError, liveProviderOf, onlyConnection } from '../engine/vendors/vendors.ts';
import { OpsgenieBackend } from './backend/opsgenie.ts';
import { BrokerWatch } from './broker-watch.ts';
import type { BrokerWorld } from './broker-world.ts';
import type { Watched } from './brokers-of-run.ts';
import { pause, type Clock } from './clock.ts';
import { httpClient } from './http-client.ts';
import { Lease } from './lease.ts';
import type { Log } from './log.ts';
import { Metrics } from './serve/metrics.ts';
import { StateStore } from './state/store.ts';
import { Watch } from './watch.ts';
import { scopeName, type WatchedBroker } from './watched.ts';

type Connection = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** What a watch is opened with. */
export interface WatchOptions {
  /** Connections by environment, `${}` filled. */
  readonly connections: (environment: string) => Readonly<Record<string, Connection>>;
  readonly env: Environment;
  /** Folder of the state; instances that share it take turns. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds within which a server has to answer. */
const deadline = 10_000;

/**
 * Opens a watch; nothing is asked of anybody yet.
 * @throws CredentialsError that names everything that is missing
 */
export async function openWatch(watched: Watched, options: WatchOptions): Promise<Watch> {
  const { env, folder, clock, log } = options;
  const missing: string[] = [];
  const metrics = new Metrics();
  const worlds: [WatchedBroker, BrokerWorld][] = [];
  for (const broker of watched.brokers) {
    const connections = options.connections(broker.environment);
    const backend = await backendOf(connections, env, missing);
    const [user, password] = ['user', 'password'].map((field) =>
      secret(broker.name, connections[broker.name] ?? {}, field, env, missing),
    );
    if (hasCredentials(broker.url))
      missing.push(
        `connections.${broker.name}.url has a user or password in it; name the variables that hold them: "user: { env: NAME }, password: { env: NAME }"`,
      );
    const authorization = `Basic ${Buffer.from(`${user?.value}:${password?.value}`).toString('base64')}`;
    worlds.push([
      broker,
      {
        http: httpClient(broker.url, authorization, Math.min(deadline, broker.step * 1000)),
        backend: backend.backend,
        store: new StateStore(folder, scopeName(broker)),
        clock,
        log,
        metrics,
        uid: watched.uid,
        squads: watched.squads,
        unread: watched.unread,
        variables: { broker: `${user?.variable} and ${password?.variable}`, backend: backend.variable },
      },
    ]);
  }
  if (missing.length > 0) throw new CredentialsError([...new Set(missing)].join('\n'));
  const slowest = Math.max(...watched.brokers.map(({ step }) => step)) * 1000;
  const lease = new Lease(folder, 3 * slowest + 30_000);
  const brokers = worlds.map(([broker, world]) => new BrokerWatch(broker, world));
  return new Watch(brokers, { lease, clock, log, metrics });
}

/** The project's Opsgenie account, of which a key of its own is needed: keys of accounts cannot open alerts. */
async function backendOf(
  connections: Readonly<Record<string, Connection>>,
  env: Environment,
  missing: string[],
): Promise<{ readonly backend: OpsgenieBackend; readonly variable: string }> {
  const provider = await liveProviderOf('opsgenie');
  const [name, connection] = onlyConnection(provider, connections);
  const { value, variable } = secret(name, connection, 'watchKey', env, missing);
  const { url } = provider.access(connection, {}, env);
  const never = new AbortController().signal;
  const http = httpClient(url, `GenieKey ${value}`, deadline);
  return { backend: new OpsgenieBackend(http, (milliseconds) => pause(milliseconds, never)), variable };
}

/** Addresses stand in messages. */
function hasCredentials(url: string): boolean {
  return URL.canParse(url) && new URL(url).username + new URL(url).password !== '';
}

function secret(
  name: string,
  connection: Connection,
  field: string,
  env: Environment,
  missing: string[],
): { readonly value: string; readonly variable: string } {
  const variable = (connection[field] as { readonly env?: unknown } | undefined)?.env;
  if (typeof variable !== 'string') {
    missing.push(`connections.${name}.${field} is not in the project; write "${field}: { env: NAME }"`);
    return { value: '', variable: '' };
  }
  const value = env[variable] ?? '';
  if (value === '') missing.push(`${variable} is not set (connections.${name}.${field})`);
  return { value, variable };
}
