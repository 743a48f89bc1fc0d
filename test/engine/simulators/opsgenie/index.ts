import { randomUUID } from 'node:crypto';
import { type HttpSimulator, type Reply, type SeenRequest, startHttpSimulator } from '../http-simulator.ts';
import { Account, type Heartbeat, type Integration } from './account.ts';
import type { Page } from './alerts/alert.ts';
import { receiveMail } from './alerts/mail.ts';
import { authenticate } from './authentication.ts';
import { objectsOf, type ObjectsByType } from './objects.ts';
import type { Team } from './on-call-objects.ts';
import { domainOf, rateLimiter, type RateLimit } from './rate-limit.ts';
import { Refusal } from './refusal.ts';
import { routes } from './route-table.ts';
import { addContact } from './users/contacts.ts';
import { userOf } from './users/users.ts';

export type { Heartbeat, Integration } from './account.ts';
export type { Alert, Page } from './alerts/alert.ts';
export type { ObjectsByType } from './objects.ts';
export type { Escalation, Override, Policy, Rotation, RoutingRule, Schedule, Team } from './on-call-objects.ts';
export type { Contact, NotificationRule, User } from './users/user.ts';

/** How a simulated account behaves. */
export interface OpsgenieOptions {
  readonly port?: number;
  readonly apiKey?: string;
  /** Zone of the account; UTC unless said. */
  readonly timezone?: string;
  /** What the account's clock shows at first; the time of the start unless said. It stands still until it is advanced. */
  readonly now?: string;
  /** Numbers from 0 to 1 that decide whom `random` steps take. */
  readonly random?: () => number;
  /**
   * How hourly turns go through a change of clocks, which the vendor does not document: as hours that passed unless said, or as hours on the
   * wall. Holds for rotations that are created later.
   */
  readonly hourlyTurns?: 'elapsed' | 'wall';
  /** Whether `next` and `previous` find somebody in hours that the rotation masks, which the vendor does not document; they do unless said. */
  readonly maskedNeighbours?: boolean;
  /** Requests per domain and period; 100,000 in 10 s unless said. */
  readonly rateLimit?: RateLimit;
}

/** Opsgenie's HTTP API on loopback: what one account has on call, and the life of its alerts on a clock of its own. */
export interface OpsgenieSimulator extends HttpSimulator {
  readonly teams: Map<string, Team>;
  readonly integrations: Map<string, Integration>;
  /** By lower-cased name. */
  readonly heartbeats: Map<string, Heartbeat>;
  /** Live objects of a type, in the order of their creation. */
  objects<T extends keyof ObjectsByType>(type: T): ObjectsByType[T][];
  /** From now on new objects stay out of lists for so many milliseconds; 0 shows those that are hidden, too. `GET` by id shows them always. */
  hideFor(ms: number): void;
  /** What the account's clock shows, as ISO instant in UTC. */
  now(): string;
  /** Moves the account's clock on, doing on the way what falls due. Throws when that is back. */
  advanceTo(instant: string | number | Date): void;
  /** Who was paged so far, in order of time. */
  pages(): readonly Page[];
  /** A mail arrives at the address of an integration of type Email. Returns what became of it. */
  mail(to: string, subject: string, text: string): string;
  /** Logs a user in to the app on a new phone, which no request can: it becomes a contact of method `mobile`. Returns its address. */
  installApp(username: string): string;
}

const generous: RateLimit = { limit: 100_000, periodSeconds: 10 };

/** Starts an account without objects. */
export async function startOpsgenie(options: OpsgenieOptions = {}): Promise<OpsgenieSimulator> {
  const account = new Account({
    timezone: options.timezone ?? 'UTC',
    now: options.now === undefined ? Date.now() : instantOf(options.now),
    random: options.random ?? Math.random,
    hourlyTurns: options.hourlyTurns ?? 'elapsed',
    maskedNeighbours: options.maskedNeighbours ?? true,
  });
  const isTooMany = rateLimiter(options.rateLimit ?? generous);
  const simulator = await startHttpSimulator(
    (request) => {
      const requestId = randomUUID();
      if (isTooMany(domainOf(request.path))) return throttled(requestId, options.rateLimit ?? generous);
      return withEnvelope(answer(account, options.apiKey ?? 'og-api-key', request, requestId), requestId);
    },
    {
      malformed: { status: 400, body: { message: 'Request body is not JSON.' } },
      ...(options.port ? { port: options.port } : {}),
    },
  );
  const { teams, integrations, heartbeats } = account;
  return {
    ...simulator,
    teams,
    integrations,
    heartbeats,
    objects: (type) => objectsOf(account, type),
    hideFor: (ms) => account.hideFor(ms),
    now: () => new Date(account.now).toISOString(),
    advanceTo: (instant) => account.agenda.advanceTo(instantOf(instant)),
    pages: () => [...account.pages],
    mail: (to, subject, text) => receiveMail(account, to, { subject, text }),
    installApp: (username) => addContact(account, userOf({ account, id: username }), 'mobile', randomUUID()).to,
  };
}

function instantOf(instant: string | number | Date): number {
  const ms = new Date(instant).getTime();
  if (Number.isNaN(ms)) throw new Error(`[${String(instant)}] is not an instant`);
  return ms;
}

function answer(account: Account, accountKey: string, request: SeenRequest, requestId: string): Reply {
  const { method, query, body } = request;
  const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
  const found = routes.find((one) => one.method === method && one.path.test(path));
  try {
    const integration = authenticate(account, accountKey, request);
    if (!found) return { status: 404, body: { message: 'No such endpoint' } };
    const ids = (found.path.exec(path) ?? []).slice(1).map((part) => decodeURIComponent(part));
    const who = integration ? { integration } : {};
    return found.answer({ account, query, body, ids, id: ids[0] ?? '', requestId, ...who });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message, errors } = error;
    return { status, body: { message, ...(errors ? { errors } : {}) } };
  }
}

/** Every answer says how long it took and which request it was: https://docs.opsgenie.com/docs/response */
function withEnvelope({ status, body, headers }: Reply, requestId: string): Reply {
  return {
    status,
    body: { ...(body as object), took: 0.01, requestId },
    headers: {
      'X-Request-Id': requestId,
      'X-RateLimit-State': 'OK',
      'X-Response-Time': '10',
      ...(status < 400 ? {} : { 'X-Opsgenie-Errortype': status === 429 ? 'RateLimit' : 'Validation' }),
      ...headers,
    },
  };
}

/** https://docs.opsgenie.com/docs/api-rate-limiting */
function throttled(requestId: string, { periodSeconds }: RateLimit): Reply {
  const headers = {
    'X-RateLimit-State': 'THROTTLED',
    'X-RateLimit-Reason': 'ACCOUNT',
    'X-RateLimit-Period-In-Sec': String(periodSeconds),
  };
  return withEnvelope({ status: 429, body: { message: 'You are making too many requests!' }, headers }, requestId);
}
