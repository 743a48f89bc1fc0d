import type { OnCallProbe } from '../../providers/live.ts';
import { liveHttp } from './http.ts';
import { liveProviderOf, onlyConnection, secretsOf, type Connection } from './vendors.ts';

/**
 * The on-call backend's own answers, without engine or plugin; undefined for a backend that cannot be asked.
 * @throws CredentialsError
 */
export async function openProbe(
  vendor: string,
  connections: Readonly<Record<string, Connection>>,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<OnCallProbe | undefined> {
  const provider = await liveProviderOf(vendor);
  if (!provider.probe) return undefined;
  const [name, connection] = onlyConnection(provider, connections);
  const secrets = secretsOf(provider, name, connection, env);
  return provider.probe(liveHttp(provider.access(connection, secrets, env), signal));
}
