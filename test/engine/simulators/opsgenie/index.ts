import { randomUUID } from 'node:crypto';
import { type HttpSimulator, type Reply, type SeenRequest, startHttpSimulator } from '../http-simulator.ts';
import { Account, type Heartbeat, type Integration, type Team } from './account.ts';
import { heartbeatRoutes } from './heartbeats.ts';
import { integrationRoutes } from './integrations.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './routes.ts';
import { teamRoutes } from './teams.ts';

export type { Heartbeat, Integration, Team } from './account.ts';

/** How a simulated account behaves. */
export interface OpsgenieOptions {
  readonly port?: number;
  readonly apiKey?: string;
}

/** Opsgenie's HTTP API on loopback: teams, integrations and heartbeats of one account. */
export interface OpsgenieSimulator extends HttpSimulator {
  readonly teams: Map<string, Team>;
  readonly integrations: Map<string, Integration>;
  /** By lower-cased name. */
  readonly heartbeats: Map<string, Heartbeat>;
  /** From now on new objects stay out of lists for so many milliseconds; 0 shows those that are hidden, too. `GET` by id shows them always. */
  hideFor(ms: number): void;
}

const routes: readonly Route[] = [...teamRoutes, ...integrationRoutes, ...heartbeatRoutes];

export async function startOpsgenie(options: OpsgenieOptions = {}): Promise<OpsgenieSimulator> {
  const account = new Account();
  const simulator = await startHttpSimulator((request) => withEnvelope(answer(account, options, request)), {
    malformed: { status: 400, body: { message: 'Request body is not JSON.' } },
    ...(options.port ? { port: options.port } : {}),
  });
  const { teams, integrations, heartbeats } = account;
  return { ...simulator, teams, integrations, heartbeats, hideFor: (ms) => account.hideFor(ms) };
}

function answer(
  account: Account,
  options: OpsgenieOptions,
  { method, path, query, headers, body }: SeenRequest,
): Reply {
  const authorization = headers['authorization'];
  if (authorization === undefined) return { status: 401, body: { message: 'Could not authenticate' } };
  if (authorization !== `GenieKey ${options.apiKey ?? 'og-api-key'}`)
    return { status: 403, body: { message: 'You are not authorized for this operation' } };
  const route = routes.find((one) => one.method === method && one.path.test(path));
  if (!route) return { status: 404, body: { message: 'No such endpoint' } };
  try {
    return route.answer({ account, query, body, id: decodeURIComponent(route.path.exec(path)?.[1] ?? '') });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message, errors } = error;
    return { status, body: { message, ...(errors ? { errors } : {}) } };
  }
}

/** Every answer says how long it took and which request it was: https://docs.opsgenie.com/docs/response */
function withEnvelope({ status, body, headers }: Reply): Reply {
  const requestId = randomUUID();
  return {
    status,
    body: { ...(body as object), took: 0.01, requestId },
    headers: { ...headers, 'X-Request-Id': requestId, 'X-RateLimit-State': 'OK', 'X-Response-Time': '10' },
  };
}
