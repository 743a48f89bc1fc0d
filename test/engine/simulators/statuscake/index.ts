import { startHttpSimulator, type HttpSimulator, type Reply, type SeenRequest } from '../http-simulator.ts';
import { collections, type Field } from './fields.ts';
import { readForm, type Values } from './form.ts';

/** An object of an account. */
export interface CakeObject {
  readonly id: string;
  values: Values;
}

/** How a simulated account behaves. */
export interface StatusCakeOptions {
  readonly apiKey?: string;
}

/** StatusCake's API on loopback: checks, contact groups and maintenance windows of one account. */
export interface StatusCakeSimulator extends HttpSimulator {
  /** Base address, `/v1` included. */
  readonly api: string;
  /** Objects of a collection, oldest first: `uptime`, `contact-groups`… */
  objects(collection: string): CakeObject[];
  /** Edits an object as somebody in the UI: nothing is checked. */
  touch(collection: string, id: string, patch: Values): void;
  /** Deletes one as somebody in the UI. */
  removeByHand(collection: string, id: string): void;
  /** The next `times` requests are answered with 429, to be asked again after so many seconds. */
  limit(times: number, seconds: number): void;
}

/** Serves https://developers.statuscake.com/api/: forms in, JSON out, ids as decimal texts. */
export async function startStatusCake(options: StatusCakeOptions = {}): Promise<StatusCakeSimulator> {
  const account = new Account(options.apiKey ?? 'cake-api-key');
  const simulator = await startHttpSimulator((request) => account.answer(request));
  return {
    ...simulator,
    api: `${simulator.url}/v1`,
    objects: (collection) => [...account.collection(collection).values()],
    touch: (collection, id, patch) => {
      const object = account.collection(collection).get(id);
      if (object) object.values = { ...object.values, ...patch };
    },
    removeByHand: (collection, id) => void account.collection(collection).delete(id),
    limit: (times, seconds) => account.limit(times, seconds),
  };
}

class Account {
  readonly #apiKey: string;
  readonly #objects = new Map<string, Map<string, CakeObject>>();
  #last = 1000;
  #limited = { times: 0, seconds: 0 };

  constructor(apiKey: string) {
    this.#apiKey = apiKey;
  }

  limit(times: number, seconds: number): void {
    this.#limited = { times, seconds };
  }

  collection(name: string): Map<string, CakeObject> {
    let found = this.#objects.get(name);
    if (!found) this.#objects.set(name, (found = new Map()));
    return found;
  }

  answer({ method, path, query, headers, text }: SeenRequest): Reply {
    if (headers['authorization'] !== `Bearer ${this.#apiKey}`)
      return refusal(headers['authorization'] === undefined ? 401 : 403, 'Authentication failed');
    const limits = { 'x-ratelimit-limit': '5, 5;w=1, 60;w=60', 'x-ratelimit-remaining': '4' };
    if (this.#limited.times > 0) {
      this.#limited.times -= 1;
      const reset = { ...limits, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(this.#limited.seconds) };
      return { ...refusal(429, 'Too many requests'), headers: reset };
    }
    const [, name = '', id] = /^\/v1\/([a-z-]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (!collections[name]) return notFound;
    const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
    if ((method === 'POST' || method === 'PUT') && !isForm)
      return refusal(415, 'The body has to be application/x-www-form-urlencoded');
    const form = new URLSearchParams(text);
    if (id === undefined)
      return { ...(method === 'POST' ? this.#create(name, form) : this.#list(name, method, query)), headers: limits };
    return { ...this.#one(name, id, method, form), headers: limits };
  }

  #create(name: string, form: URLSearchParams): Reply {
    const { values, faults } = readForm(form, collections[name] ?? {}, true);
    const wrong = Object.keys(faults).length > 0 ? faults : this.#unknownContacts(values);
    if (Object.keys(wrong).length > 0) return refusal(400, invalid, wrong);
    const id = String((this.#last += 1));
    this.collection(name).set(id, { id, values });
    return { status: 201, body: { data: { new_id: id } } };
  }

  #one(name: string, id: string, method: string, form: URLSearchParams): Reply {
    const object = this.collection(name).get(id);
    if (!object) return notFound;
    if (method === 'GET') return { status: 200, body: { data: shown(name, object) } };
    if (method === 'DELETE') {
      this.collection(name).delete(id);
      return { status: 204 };
    }
    if (method !== 'PUT') return refusal(405, 'Method not allowed');
    const { values, faults } = readForm(form, collections[name] ?? {}, false);
    const wrong = Object.keys(faults).length > 0 ? faults : this.#unknownContacts(values);
    if (Object.keys(wrong).length > 0) return refusal(400, invalid, wrong);
    object.values = { ...object.values, ...values };
    return { status: 204 };
  }

  #list(name: string, method: string, query: URLSearchParams): Reply {
    if (method !== 'GET') return refusal(405, 'Method not allowed');
    const limit = Number(query.get('limit') ?? 25);
    const page = Number(query.get('page') ?? 1);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      return refusal(400, invalid, { limit: ['The limit must be between 1 and 100'] });
    const all = [...this.collection(name).values()];
    const data = all.slice((page - 1) * limit, page * limit).map((object) => shown(name, object));
    const page_count = Math.max(1, Math.ceil(all.length / limit));
    return { status: 200, body: { data, metadata: { page, per_page: limit, page_count, total_count: all.length } } };
  }

  #unknownContacts({ contact_groups: groups = [] }: Values): Record<string, string[]> {
    const unknown = (groups as readonly string[]).filter((id) => !this.collection('contact-groups').has(id));
    return unknown.length > 0 ? { contact_groups: [`The contact group ${unknown.join(', ')} does not exist`] } : {};
  }
}

const invalid = 'The provided parameters are invalid. Check the errors output for detailed information.';
const notFound = refusal(404, 'No results found');

function refusal(status: number, message: string, errors: Record<string, string[]> = {}): Reply {
  return { status, body: { message, errors } };
}

/** An object as answers have it. */
function shown(name: string, { id, values }: CakeObject): Values {
  const found: Values = { id };
  for (const [field, spec] of Object.entries(collections[name] ?? {})) {
    const key = shownAs(field, spec);
    const value = values[field] ?? spec.otherwise;
    if (key !== undefined && value !== undefined && value !== null) found[key] = value;
  }
  if (name === 'heartbeat')
    return {
      ...found,
      url: `https://push.statuscake.com/?PK=cake${id}key&TestID=${id}&time=0`,
      status: 'up',
      uptime: 100,
    };
  if (name === 'uptime')
    return { ...found, servers: [{ region_code: 'london', status: 'up' }], status: 'up', uptime: 100 };
  if (name === 'maintenance-windows') return { ...found, state: 'pending' };
  return name === 'pagespeed' ? { ...found, location: 'UK, London' } : found;
}

function shownAs(field: string, { shown: as }: Field): string | undefined {
  return as === null ? undefined : (as ?? field);
}
