import type { Json, Value } from '../../graph/types.ts';
import { heartbeatType, integrationType, plugin, resourceTypes, teamType } from './resource-types.ts';
import type { LiveApi, LiveHttp, LiveObject, LiveProvider, Marker } from '../live.ts';

type Fields = { readonly [key: string]: Json };

/** Where each type's objects are listed; names are unique in an account: https://docs.opsgenie.com/docs/api-overview */
const collections: Readonly<Record<string, string>> = {
  [teamType]: '/v2/teams',
  [integrationType]: '/v2/integrations',
  [heartbeatType]: '/v2/heartbeats',
};

/** Opsgenie has no tags on its objects: descriptions end with the marker where there is one, and names are unique. */
const markerPattern = /\[alerts (\S+) (\S+) (\S+)\]\s*$/;

/** Opsgenie's objects. */
export const live: LiveProvider = {
  package: plugin.plugin,
  version: plugin.version,
  secrets: ['apiKey'],
  concurrency: 8,
  listsLag: true,
  access: (connection, { apiKey = '' }, env) => {
    const host = connection['region'] === 'eu' ? 'api.eu.opsgenie.com' : 'api.opsgenie.com';
    // The provider takes a host; it speaks plain HTTP to 127.0.0.1 only (opsgenie-go-sdk-v2, client/config.go).
    const own = env['OPSGENIE_API_URL'];
    const bare = own?.replace(/^https?:\/\//, '') ?? host;
    const scheme = /^127\.0\.0\.1(:|$)/.test(bare) ? 'http' : 'https';
    return {
      url: `${scheme}://${bare}`,
      headers: { Authorization: `GenieKey ${apiKey}` },
      pluginEnv: { OPSGENIE_API_KEY: apiKey, OPSGENIE_API_URL: bare },
    };
  },
  adoptionKey: (type, inputs) => (collections[type] === undefined ? undefined : nameOf(inputs['name'])),
  connect: (http) => new OpsgenieLive(http),
};

class OpsgenieLive implements LiveApi {
  readonly #http: LiveHttp;

  constructor(http: LiveHttp) {
    this.#http = http;
  }

  async list(project: string): Promise<LiveObject[]> {
    const all = await this.listAll(new Set(Object.keys(collections)));
    return all.filter(({ marker }) => marker === undefined || marker.project === project);
  }

  async listAll(types: ReadonlySet<string>): Promise<LiveObject[]> {
    const found: LiveObject[] = [];
    for (const [type, path] of Object.entries(collections))
      if (types.has(type)) found.push(...(await this.#all(type, path)));
    return found;
  }

  async find(type: string, id: string): Promise<LiveObject | undefined> {
    const path = `${collections[type] ?? ''}/${encodeURIComponent(id)}`;
    const { status, body } = await this.#http.request('GET', path);
    if (status === 404) return undefined;
    if (status !== 200) throw unexpected('GET', path, status, body);
    const data = (body as { data: Fields }).data;
    return objectOf(type, { id, ...data });
  }

  async findByKey(project: string, type: string, key: string): Promise<LiveObject[]> {
    const all = await this.#all(type, collections[type] ?? '');
    return all.filter(
      (object) => object.key === key && (object.marker === undefined || object.marker.project === project),
    );
  }

  async remove(type: string, id: string): Promise<void> {
    const path = `${collections[type] ?? ''}/${encodeURIComponent(id)}`;
    const { status, body } = await this.#http.request('DELETE', path);
    if (status !== 404 && status >= 300) throw unexpected('DELETE', path, status, body);
  }

  /** Follows `paging.next` where a list has pages. */
  async #all(type: string, collection: string): Promise<LiveObject[]> {
    const found: LiveObject[] = [];
    let path: string | undefined = collection;
    let query: Record<string, string> = {};
    while (path !== undefined) {
      const { status, body } = await this.#http.request('GET', path, { query });
      const page = body as { data?: unknown; paging?: { next?: string } } | undefined;
      if (status !== 200 || page?.data === undefined) throw unexpected('GET', path, status, body);
      found.push(...entries(page.data).map((fields) => objectOf(type, fields)));
      const next: string | undefined = page.paging?.next;
      path = next === undefined ? undefined : collection;
      query = next === undefined ? {} : Object.fromEntries(new URL(next, 'https://api.opsgenie.com').searchParams);
    }
    return found;
  }
}

/** Heartbeats are listed as `{heartbeats: […]}`, everything else as a list. */
function entries(data: unknown): Fields[] {
  if (Array.isArray(data)) return data as Fields[];
  const heartbeats = (data as { heartbeats?: unknown }).heartbeats;
  return Array.isArray(heartbeats) ? (heartbeats as Fields[]) : [];
}

/** An object that could carry a marker and has none is not ours, whatever its name. */
function objectOf(type: string, fields: Fields): LiveObject {
  const name = String(fields['name'] ?? '');
  const marker = markerOf(fields['description']);
  const isOurs = marker !== undefined || resourceTypes[type]?.adoption === 'unique-name';
  return {
    type,
    id: String(fields['id'] ?? name),
    title: name,
    ...(isOurs ? { key: nameOf(name) ?? '' } : {}),
    ...(marker ? { marker } : {}),
  };
}

function markerOf(description: Value | undefined): Marker | undefined {
  const [, project, unit, identity] = markerPattern.exec(String(description ?? '')) ?? [];
  return project && unit && identity ? { project, unit, identity } : undefined;
}

/** Names are compared without regard to case, as Opsgenie does. */
function nameOf(name: Value | undefined): string | undefined {
  return typeof name === 'string' ? name.trim().toLowerCase() : undefined;
}

function unexpected(method: string, path: string, status: number, body: Json | undefined): Error {
  const message = (body as { message?: unknown } | undefined)?.message;
  return new Error(`Opsgenie answered ${status} to ${method} ${path}: ${String(message ?? 'no reason was given')}.`);
}
