import { NoAnswerError, type Answer, type HttpClient } from '../http-client.ts';
import type { Order } from '../state/broker-state.ts';
import { BackendRefusal, type AlertBackend, type Delivery, type OpenAlert } from './backend.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The most that a page of a list has: https://docs.opsgenie.com/docs/alert-api, list alerts */
const pageSize = 100;

/** How often, and how long apart, the outcome of a request is asked for in one go. Milliseconds. */
const outcome = { attempts: 5, pause: 200 };

/**
 * Opsgenie by its alert API. Requests are accepted first and carried out later: each is followed until its outcome is known.
 * https://docs.opsgenie.com/docs/alert-api
 */
export class OpsgenieBackend implements AlertBackend {
  readonly #http: HttpClient;
  readonly #pause: (milliseconds: number) => Promise<void>;

  constructor(http: HttpClient, pause: (milliseconds: number) => Promise<void>) {
    this.#http = http;
    this.#pause = pause;
  }

  async deliver(order: Order): Promise<Delivery> {
    try {
      if (order.doubtful && order.open && (await this.#isCarriedOut(order))) return { kind: 'done' };
      return await this.#request(order);
    } catch (error) {
      if (error instanceof NoAnswerError) return { kind: 'later', reason: error.message };
      if (error instanceof BackendRefusal) return { kind: 'refused', reason: error.message };
      throw error;
    }
  }

  async openAlerts(tag: string): Promise<OpenAlert[]> {
    const found = new Map<string, OpenAlert>();
    for (let offset = 0; ; offset += pageSize) {
      const before = found.size;
      const query = new URLSearchParams({
        query: `status: open AND tag: "${tag}"`,
        sort: 'createdAt',
        order: 'asc',
        offset: String(offset),
        limit: String(pageSize),
      });
      const page = dataOf(await this.#http.ask('GET', `/v2/alerts?${query}`), 'GET /v2/alerts');
      if (!isList(page)) throw new BackendRefusal('Opsgenie answered GET /v2/alerts not with a list of alerts', false);
      // A list has no details.
      for (const { id } of page) {
        if (found.has(String(id))) continue;
        const path = `/v2/alerts/${encodeURIComponent(String(id))}`;
        const whole = dataOf(await this.#http.ask('GET', path), 'GET /v2/alerts/ID');
        found.set(String(id), { alias: String((whole as Fields)['alias']), details: detailsOf(whole) });
      }
      // A page that has nothing new is one that was there before: the list does not end by itself.
      if (page.length < pageSize || found.size === before) return [...found.values()];
    }
  }

  async heartbeat(name: string): Promise<Delivery> {
    try {
      const answer = await this.#http.ask('GET', `/v2/heartbeats/${encodeURIComponent(name)}/ping`);
      return answer.status < 300 ? { kind: 'done' } : failed(answer, `the heartbeat "${name}"`);
    } catch (error) {
      if (error instanceof NoAnswerError) return { kind: 'later', reason: error.message };
      throw error;
    }
  }

  /** Whether the last alert of this alias is the one that the order asks for, be it open or closed by somebody since. */
  async #isCarriedOut({ alias, id }: Order): Promise<boolean> {
    const answer = await this.#http.ask('GET', `/v2/alerts/${encodeURIComponent(alias)}?identifierType=alias`);
    if (answer.status === 404) return false;
    return detailsOf(dataOf(answer, 'GET /v2/alerts/ALIAS'))['alerts_order'] === id;
  }

  async #request(order: Order): Promise<Delivery> {
    const { alias, open, close = '' } = order;
    const answer = open
      ? await this.#http.ask('POST', '/v2/alerts', payloadOf(order))
      : await this.#http.ask('POST', `/v2/alerts/${encodeURIComponent(alias)}/close?identifierType=alias`, {
          source: 'alerts watch',
          note: close,
        });
    // What does not exist need not be closed.
    if (!open && answer.status === 404) return { kind: 'done' };
    if (answer.status !== 202) return failed(answer, open ? 'an alert' : 'the closing of an alert');
    return this.#outcomeOf(String((answer.body as Fields | null | undefined)?.['requestId']), open !== undefined);
  }

  async #outcomeOf(requestId: string, isOpening: boolean): Promise<Delivery> {
    for (let attempt = 1; attempt <= outcome.attempts; attempt++) {
      const answer = await this.#http.ask('GET', `/v2/alerts/requests/${encodeURIComponent(requestId)}`);
      if (answer.status === 200) {
        const { isSuccess, status } = (answer.body as { data?: Fields } | null | undefined)?.data ?? {};
        if (isSuccess === true) return { kind: 'done' };
        // Somebody has closed it, or it never was.
        if (!isOpening && /not exist|closed/i.test(String(status))) return { kind: 'done' };
        return { kind: 'refused', reason: `Opsgenie did not carry a request out: ${String(status).slice(0, 200)}` };
      }
      if (answer.status !== 404) return failed(answer, 'the outcome of a request');
      await this.#pause(outcome.pause * attempt);
    }
    return { kind: 'later', reason: 'Opsgenie has accepted a request and not carried it out yet' };
  }
}

function payloadOf({ alias, open }: Order): Fields {
  if (!open) return {};
  const { squads, ...text } = open;
  return {
    ...text,
    alias,
    source: 'alerts watch',
    ...(squads.length === 0 ? {} : { responders: squads.map((name) => ({ type: 'team', name })) }),
  };
}

function isList(data: object): data is readonly Fields[] {
  return Array.isArray(data) && data.every((one) => typeof one === 'object' && one !== null);
}

function dataOf(answer: Answer, what: string): object {
  const data = (answer.body as { data?: unknown } | null | undefined)?.data;
  if (answer.status === 200 && typeof data === 'object' && data !== null) return data;
  if (answer.status === 429 || answer.status >= 500)
    throw new NoAnswerError(`${what} was answered with ${answer.status}`);
  throw new BackendRefusal(`Opsgenie answered ${answer.status} to ${what}${wordsOf(answer)}`, isCredentials(answer));
}

function failed(answer: Answer, what: string): Delivery {
  const { status, retryAfter } = answer;
  const reason = `Opsgenie answered ${status} to ${what}${wordsOf(answer)}`;
  if (status === 429 || status >= 500)
    return { kind: 'later', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
  return { kind: 'refused', reason };
}

function isCredentials({ status }: Answer): boolean {
  return status === 401 || status === 403;
}

function wordsOf({ body }: Answer): string {
  const { message } = (body ?? {}) as { message?: unknown };
  return typeof message === 'string' ? `: ${message.slice(0, 200)}` : '';
}

/** Details are texts by name; whoever has a key may have written others. */
function detailsOf(alert: object): Readonly<Record<string, string>> {
  const { details } = alert as Fields;
  const entries = Object.entries((details ?? {}) as Fields);
  return Object.fromEntries(entries.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])));
}
