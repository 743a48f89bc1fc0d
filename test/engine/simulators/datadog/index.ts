import { setTimeout as wait } from 'node:timers/promises';
import { type HttpSimulator, type Reply, type SeenRequest, startHttpSimulator } from '../http-simulator.ts';
import { Account, type Downtime, type Monitor, type Slo } from './account.ts';
import { downtimeRoutes } from './downtimes/routes.ts';
import { hands } from './hands.ts';
import { monitorRoutes } from './monitors/routes.ts';
import { type RateLimit, rateLimiter } from './rate-limit.ts';
import { Refusal, notFound } from './refusal.ts';
import type { Route } from './routes.ts';
import { sloRoutes } from './slos/routes.ts';

export type { Downtime, Monitor, Slo } from './account.ts';

/** How a simulated account behaves. */
export interface DatadogOptions {
  readonly port?: number;
  readonly apiKey?: string;
  readonly appKey?: string;
  /** Every answer takes at least this long. */
  readonly minimumDelayMs?: number;
  /** Requests per endpoint and period; 100,000 in 10 s unless said. */
  readonly rateLimit?: RateLimit;
  /** What becomes of exact copies of a monitor that the API is asked for; Datadog refuses them. */
  readonly duplicates?: 'refuse' | 'allow';
}

/** Datadog's HTTP API on loopback: monitors, SLOs and downtimes of one organisation. */
export interface DatadogSimulator extends HttpSimulator {
  readonly monitors: Map<number, Monitor>;
  readonly slos: Map<string, Slo>;
  readonly downtimes: Map<string, Downtime>;
  /** From now on it is this instant for downtimes, for ever. */
  setClock(at: string): void;
  /** From now on new objects stay out of lists for so many milliseconds. `GET` by id shows them. */
  hideFor(ms: number): void;
  /** The next `times` requests for a page beyond the first lose an object at its border, as when something was deleted meanwhile. */
  shiftPages(times: number): void;
  /** Edits a monitor as somebody in the UI: nothing is checked. Options are merged. */
  touchMonitor(id: number, patch: Partial<Monitor>): Monitor;
  /** Deletes a monitor as somebody in the UI, whoever uses it. */
  removeMonitor(id: number): void;
  /** Clones a monitor as somebody in the UI, tags and all; returns the new id. */
  cloneMonitor(id: number): number;
}

const routes: readonly Route[] = [...monitorRoutes, ...sloRoutes, ...downtimeRoutes];
const generous: RateLimit = { limit: 100_000, periodSeconds: 10 };

export async function startDatadog(options: DatadogOptions = {}): Promise<DatadogSimulator> {
  const account = new Account();
  const limiter = rateLimiter(options.rateLimit ?? generous);
  const simulator = await startHttpSimulator(
    async (request) => {
      const since = Date.now();
      const reply = answer(account, options, limiter, request);
      const left = (options.minimumDelayMs ?? 0) - (Date.now() - since);
      if (left > 0) await wait(left);
      return reply;
    },
    {
      malformed: { status: 400, body: { errors: ['JSON Parse Error'] } },
      ...(options.port ? { port: options.port } : {}),
    },
  );
  const { monitors, slos, downtimes } = account;
  return { ...simulator, monitors, slos, downtimes, ...hands(account) };
}

function answer(
  account: Account,
  options: DatadogOptions,
  limiter: ReturnType<typeof rateLimiter>,
  { method, path, query, headers, body }: SeenRequest,
): Reply {
  const found = routes.find((route) => route.method === method && route.path.test(path));
  const { headers: limits, exceeded } = limiter(found?.name ?? 'other');
  const reply = (status: number, body?: unknown): Reply => ({ status, body, headers: { ...limits, ...json(body) } });
  if (exceeded) return reply(429, { errors: ['Too many requests'] });
  const [apiKey, appKey] = [headers['dd-api-key'], headers['dd-application-key']];
  const rightApiKey = apiKey === (options.apiKey ?? 'dd-api-key');
  if (path === '/api/v1/validate') {
    if (!rightApiKey) return reply(403, { errors: [apiKey === undefined ? 'API key required' : 'Forbidden'] });
    return method === 'GET' ? reply(200, { valid: true }) : reply(404, notFound.body);
  }
  if (!rightApiKey || appKey !== (options.appKey ?? 'dd-app-key')) return reply(403, { errors: ['Forbidden'] });
  if (!found) return reply(404, notFound.body);
  const id = found.path.exec(path)?.[1] ?? '';
  try {
    const done = found.answer({ account, query, body, id, duplicates: options.duplicates ?? 'refuse' });
    return reply(done.status, done.body);
  } catch (error) {
    if (error instanceof Refusal) return reply(error.status, error.body);
    throw error;
  }
}

function json(body: unknown): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json' };
}
