import { holidaysType, overridesType, plugin, resourceTypes, userType } from './resource-types.ts';
import type { Amendment, AmendmentFacts, LiveApi, LiveHttp, LiveObject, PluginLiveProvider } from '../live.ts';
import { amendmentsOf } from './live/amendments.ts';
import { OpsgenieApi, type Fields } from './live/api.ts';
import { adoptionKey } from './live/keys.ts';
import { probe } from './live/probe.ts';
import { addresses, Listing, objectOf, type Listed } from './live/listing.ts';

const month = 30 * 86_400_000;

/** Opsgenie's objects. */
export const live: PluginLiveProvider = {
  package: plugin.plugin,
  version: plugin.version,
  secrets: ['apiKey'],
  concurrency: 8,
  listsLag: true,
  listsByType: true,
  byApi: new Set([overridesType, holidaysType]),
  renewsAfter: month,
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
  adoptionKey,
  connect: (http) => new OpsgenieLive(http),
  probe,
};

class OpsgenieLive implements LiveApi {
  readonly #api: OpsgenieApi;

  constructor(http: LiveHttp) {
    this.#api = new OpsgenieApi(http);
  }

  async list(project: string, _unit?: string, types?: ReadonlySet<string>): Promise<LiveObject[]> {
    const all = await this.#objects(types ?? new Set(Object.keys(resourceTypes)), parentOf(project));
    return all.filter(ownedBy(project));
  }

  listAll(types: ReadonlySet<string>): Promise<LiveObject[]> {
    return this.#objects(types);
  }

  async find(type: string, id: string): Promise<LiveObject | undefined> {
    const address = addresses[type];
    if (address === undefined) return (await this.#objects(new Set([type]))).find((one) => one.id === id);
    const data = await this.#api.get(`${address}/${encodeURIComponent(id)}`);
    return data === undefined ? undefined : objectOf(type, { id, ...(data as Fields) }, address);
  }

  async findByKey(project: string, type: string, key: string): Promise<LiveObject[]> {
    const all = await this.#objects(new Set([type]));
    return all.filter((object) => object.key === key).filter(ownedBy(project));
  }

  async remove(type: string, id: string): Promise<void> {
    const address = addresses[type];
    const path = address === undefined ? undefined : `${address}/${encodeURIComponent(id)}`;
    const found = path ?? (await this.#objects(new Set([type]))).find((one) => one.id === id)?.path;
    if (found !== undefined) await this.#api.remove(found);
  }

  amendments(facts: AmendmentFacts): Promise<readonly Amendment[]> {
    return amendmentsOf(facts, this.#api, new Listing(this.#api, parentOf(facts.project)));
  }

  async #objects(
    types: ReadonlySet<string>,
    isParent: (object: LiveObject) => boolean = parentOf(undefined),
  ): Promise<Listed[]> {
    const listing = new Listing(this.#api, isParent);
    const found: Listed[] = [];
    for (const type of Object.keys(resourceTypes)) if (types.has(type)) found.push(...(await listing.of(type)));
    return found;
  }
}

/**
 * Objects of this project, and those without room for a marker or of nobody that we know. Maintenances of holidays are no definition's object:
 * amendments look after them.
 */
function ownedBy(project: string): (object: LiveObject) => boolean {
  return ({ marker }) =>
    marker === undefined || (marker.project === project && !marker.identity.includes('/holidays/'));
}

/** Objects whose parts may be ours: accounts of people have no marker, everything else that has parts has one. */
function parentOf(project: string | undefined): (object: LiveObject) => boolean {
  return ({ marker, type }) =>
    type === userType || (marker !== undefined && (project === undefined || marker.project === project));
}
