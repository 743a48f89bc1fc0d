import type { Json } from '../../../graph/types.ts';
import { VendorAnswerError, type LiveHttp } from '../../live.ts';

export type Fields = { readonly [key: string]: Json };

/** Opsgenie's HTTP API: envelopes, pages, refusals. https://docs.opsgenie.com/docs/api-overview */
export class OpsgenieApi {
  readonly #http: LiveHttp;

  constructor(http: LiveHttp) {
    this.#http = http;
  }

  /** The data of one object; undefined when it does not exist. */
  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Json | undefined> {
    const { status, body } = await this.#http.request('GET', path, { query });
    if (status === 404) return undefined;
    const data = (body as { data?: Json } | undefined)?.data;
    if (status !== 200 || data === undefined) throw unexpected('GET', path, status, body);
    return data;
  }

  /** All of a list, following `paging.next` where it has pages. */
  async all(collection: string, query: Readonly<Record<string, string>> = {}): Promise<Fields[]> {
    const found: Fields[] = [];
    let next: Readonly<Record<string, string>> | undefined = query;
    while (next !== undefined) {
      const { status, body } = await this.#http.request('GET', collection, { query: next });
      const page = body as { data?: unknown; paging?: { next?: string } } | undefined;
      if (status !== 200 || page?.data === undefined) throw unexpected('GET', collection, status, body);
      found.push(...entries(page.data));
      const address: string | undefined = page.paging?.next;
      next = address === undefined ? undefined : { ...query, ...queryOf(address) };
    }
    return found;
  }

  /** Asks for a change. @throws VendorAnswerError with Opsgenie's words when it refuses */
  async change(method: 'POST' | 'PUT' | 'PATCH', path: string, body: Json): Promise<void> {
    const answer = await this.#http.request(method, path, { body });
    if (answer.status >= 300) throw unexpected(method, path, answer.status, answer.body);
  }

  /** Removes an object; one that is gone already is fine. */
  async remove(path: string): Promise<void> {
    const { status, body } = await this.#http.request('DELETE', path);
    if (status !== 404 && status >= 300) throw unexpected('DELETE', path, status, body);
  }
}

function queryOf(address: string): Record<string, string> {
  return Object.fromEntries(new URL(address, 'https://api.opsgenie.com').searchParams);
}

/** Some lists are wrapped once more: `{heartbeats: […]}`, `{incidentTemplates: […]}`. */
function entries(data: unknown): Fields[] {
  if (Array.isArray(data)) return data as Fields[];
  const inner = Object.values(data as Record<string, unknown>).find(Array.isArray);
  return (inner ?? []) as Fields[];
}

function unexpected(method: string, path: string, status: number, body: Json | undefined): VendorAnswerError {
  const { message, errors } = (body ?? {}) as { message?: unknown; errors?: Record<string, unknown> };
  const details = Object.entries(errors ?? {}).map(([field, reason]) => `${field} ${String(reason)}`);
  const words = [String(message ?? 'no reason was given'), ...details].join(' ');
  return new VendorAnswerError(`Opsgenie answered ${status} to ${method} ${path}: ${words.replace(/\.$/, '')}.`);
}
