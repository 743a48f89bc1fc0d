import { startHttpSimulator, type HttpSimulator, type Reply, type SeenRequest } from '../http-simulator.ts';
import { definitionErrors, list, malformed, notificationErrors, text, type Errors, type Fields } from './validation.ts';

/** How a simulated server behaves. */
export interface GraylogOptions {
  readonly token?: string;
  /** `4.3.0`, `6.3.1`… */
  readonly version?: string;
}

export type GraylogCollection = 'definitions' | 'notifications' | 'streams';

/** Graylog's API on loopback: event definitions, notifications and streams of one server. */
export interface GraylogSimulator extends HttpSimulator {
  /** From now on the server is of this version; what it has stays. */
  upgrade(version: string): void;
  /** Objects of a collection that somebody made, oldest first, as they are stored: secrets are there. */
  objects(collection: GraylogCollection): Fields[];
  /** Ids of definitions that are executed. */
  scheduled(): string[];
  /** Edits an object as somebody in the UI: nothing is checked. */
  touch(collection: GraylogCollection, id: string, patch: Fields): void;
  /** Deletes one as somebody in the UI. */
  removeByHand(collection: GraylogCollection, id: string): void;
  /** Adds a stream as somebody in the UI. */
  addStream(title: string): string;
}

/** Serves the API of https://go2docs.graylog.org: JSON in and out, ids of 24 hexadecimal digits, basic authentication by `token:token`. */
export async function startGraylog(options: GraylogOptions = {}): Promise<GraylogSimulator> {
  const server = new Server(options.token ?? 'graylog-token', options.version ?? '6.3.1');
  const simulator = await startHttpSimulator((request) => server.answer(request));
  return {
    ...simulator,
    upgrade: (version) => server.become(version),
    objects: (collection) => [...server[collection].values()].filter((one) => !isReserved(one)),
    scheduled: () => [...server.running],
    touch: (collection, id, patch) => {
      const object = server[collection].get(id);
      if (object) server[collection].set(id, { ...object, ...patch });
    },
    removeByHand: (collection, id) => void server[collection].delete(id),
    addStream: (title) => server.addStream({ title, description: '', rules: [], disabled: false }),
  };
}

const indexSet = '5f0d5a4f8e0c4b0001a00000';
const eventsStream = '000000000000000000000002';

/** What every server has of its own. */
function isReserved({ id, _scope: scope }: Fields): boolean {
  return id === eventsStream || scope === 'SYSTEM_NOTIFICATION_EVENT';
}

class Server {
  readonly definitions = new Map<string, Fields>();
  readonly notifications = new Map<string, Fields>();
  readonly streams = new Map<string, Fields>();
  readonly running = new Set<string>();
  readonly #token: string;
  #version: string;
  #last = 0;

  constructor(token: string, version: string) {
    this.#token = token;
    this.#version = version;
    this.streams.set(eventsStream, {
      id: eventsStream,
      title: 'All events',
      description: '',
      rules: [],
      disabled: false,
    });
    this.definitions.set(this.#newId(), {
      title: 'System notification events',
      description: 'Reserved',
      config: { type: 'system-notifications-v1' },
      _scope: 'SYSTEM_NOTIFICATION_EVENT',
    });
    for (const [id, dto] of this.definitions) this.definitions.set(id, { id, ...dto });
  }

  become(version: string): void {
    this.#version = version;
  }

  addStream(values: Fields): string {
    const id = this.#newId();
    this.streams.set(id, { id, ...values });
    return id;
  }

  answer(request: SeenRequest): Reply {
    const { method, path, headers } = request;
    const expected = `Basic ${Buffer.from(`${this.#token}:token`).toString('base64')}`;
    // Authentication fails without a body.
    if (headers['authorization'] !== expected)
      return { status: 401, headers: { 'www-authenticate': 'Basic realm="Graylog Server"' } };
    if (method !== 'GET' && headers['x-requested-by'] === undefined)
      return refusal(400, 'CSRF protection header is missing. Please add a "X-Requested-By" header to your request.');
    const hasBody = request.text !== '';
    if (hasBody && !(headers['content-type'] ?? '').startsWith('application/json'))
      return refusal(415, 'HTTP 415 Unsupported Media Type');
    const [, place = ''] = /^\/api(\/.*)$/.exec(path) ?? [];
    if (place === '/system' && method === 'GET')
      return ok({ version: `${this.#version}+7b1a9aa`, facility: 'graylog-server' });
    if (place === '/system/indices/index_sets' && method === 'GET')
      return ok({ total: 1, index_sets: [{ id: indexSet, title: 'Default index set', default: true }] });
    const [, collection, id, action] =
      /^\/events\/(definitions|notifications)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(place) ?? [];
    if (collection === 'definitions') return this.#definitions(request, id, action);
    if (collection === 'notifications') return this.#notifications(request, id, action);
    const [, streamId, what, ruleId] =
      /^\/streams(?:\/([^/]+))?(?:\/(resume|pause|rules))?(?:\/([^/]+))?$/.exec(place) ?? [];
    return place.startsWith('/streams')
      ? this.#streams(request, streamId, what, ruleId)
      : refusal(404, 'HTTP 404 Not Found');
  }

  #definitions({ method, query, body }: SeenRequest, id?: string, action?: string): Reply {
    const isScheduled = query.get('schedule') !== 'false';
    if (id === undefined && method === 'GET')
      return this.#page('event_definitions', this.definitions, query, (dto) => this.#shownDefinition(dto), {
        context: {
          scheduler: Object.fromEntries([...this.definitions.keys()].map((one) => [one, this.#scheduler(one)])),
        },
      });
    if (id === undefined)
      return method === 'POST' ? this.#createDefinition(this.#unwrapped(body), isScheduled) : notAllowed;
    const dto = this.definitions.get(id);
    if (!dto) return method === 'DELETE' ? { status: 204 } : refusal(404, `Event definition <${id}> doesn't exist`);
    if (method === 'GET' && action === 'with-context')
      return ok({ event_definition: this.#shownDefinition(dto), context: { scheduler: this.#scheduler(id) } });
    if (action !== undefined) return notAllowed;
    if (method === 'GET') return ok(this.#shownDefinition(dto));
    if (method === 'DELETE') {
      this.definitions.delete(id);
      this.running.delete(id);
      return { status: 204 };
    }
    if (method !== 'PUT') return notAllowed;
    const changed = body as Fields;
    const errors = this.#definitionErrors(changed);
    if (typeof errors === 'string') return refusal(400, errors);
    if (changed['id'] !== id) errors['id'] = ["Event definition IDs don't match"];
    if (Object.keys(errors).length > 0) return invalid(errors);
    this.#store(id, changed, isScheduled);
    return ok(this.#shownDefinition(this.definitions.get(id) ?? {}));
  }

  #createDefinition(dto: Fields | string, isScheduled: boolean): Reply {
    if (typeof dto === 'string') return refusal(400, dto);
    const errors = this.#definitionErrors(dto);
    if (typeof errors === 'string') return refusal(400, errors);
    if (Object.keys(errors).length > 0) return invalid(errors);
    const id = this.#newId();
    this.#store(id, dto, isScheduled);
    return ok(this.#shownDefinition(this.definitions.get(id) ?? {}));
  }

  #store(id: string, dto: Fields, isScheduled: boolean): void {
    this.definitions.set(id, {
      remediation_steps: null,
      ...dto,
      id,
      storage: [{ type: 'persist-to-streams-v1', streams: [eventsStream] }],
    });
    if (isScheduled) this.running.add(id);
    else this.running.delete(id);
  }

  #definitionErrors(dto: Fields): Errors | string {
    const since52 = this.#isAtLeast(5, 2);
    const fault = malformed(dto, since52);
    if (fault !== undefined) return fault;
    const errors = definitionErrors(dto, since52);
    const streams = list(((dto['config'] ?? {}) as Fields)['streams']);
    const unknown = streams.find((id) => !this.streams.has(String(id)));
    if (unknown !== undefined) return `Stream with ID ${String(unknown)} not found`;
    if (![1, 2, 3].includes(Number(dto['priority'])))
      errors['priority'] = ['Event Definition priority must be 1, 2 or 3.'];
    return errors;
  }

  /** Sets come back in an order of their own; numbers of conditions as decimal fractions. */
  #shownDefinition(dto: Fields): Fields {
    const config = (dto['config'] ?? {}) as Fields;
    const streams = [...list(config['streams'])].reverse();
    return {
      ...dto,
      config: {
        ...config,
        ...(config['type'] === 'aggregation-v1' ? { streams, filters: [], use_cron_scheduling: false } : {}),
      },
      ...(this.#isAtLeast(5, 2) ? { state: this.running.has(String(dto['id'])) ? 'ENABLED' : 'DISABLED' } : {}),
    };
  }

  #scheduler(id: string): Fields {
    return { is_scheduled: this.running.has(id), data: null };
  }

  #notifications({ method, query, body }: SeenRequest, id?: string, action?: string): Reply {
    if (action !== undefined) return notAllowed;
    if (id === undefined && method === 'GET')
      return this.#page('notifications', this.notifications, query, shownNotification);
    if (id === undefined) return method === 'POST' ? this.#createNotification(this.#unwrapped(body)) : notAllowed;
    const dto = this.notifications.get(id);
    if (!dto) return method === 'DELETE' ? { status: 204 } : refusal(404, `Notification ${id} doesn't exist`);
    if (method === 'GET') return ok(shownNotification(dto));
    if (method === 'DELETE') {
      this.notifications.delete(id);
      return { status: 204 };
    }
    if (method !== 'PUT') return notAllowed;
    const changed = body as Fields;
    if (changed['id'] !== id) return refusal(400, "Notification IDs don't match");
    return this.#storeNotification(id, changed);
  }

  #createNotification(dto: Fields | string): Reply {
    return typeof dto === 'string' ? refusal(400, dto) : this.#storeNotification(this.#newId(), dto);
  }

  #storeNotification(id: string, dto: Fields): Reply {
    const type = text(((dto['config'] ?? {}) as Fields)['type']);
    const known = [
      'http-notification-v1',
      'email-notification-v1',
      'slack-notification-v1',
      ...(this.#isAtLeast(6, 0) ? ['http-notification-v2'] : []),
    ];
    if (!known.includes(type))
      return refusal(400, `Could not resolve type id '${type}' as a subtype of EventNotificationConfig`);
    const errors = notificationErrors(dto);
    if (Object.keys(errors).length > 0) return invalid(errors);
    this.notifications.set(id, { ...dto, id });
    return ok(shownNotification(this.notifications.get(id) ?? {}));
  }

  #streams({ method, body }: SeenRequest, id?: string, what?: string, ruleId?: string): Reply {
    if (id === undefined && method === 'GET')
      return ok({ total: this.streams.size, streams: [...this.streams.values()] });
    if (id === undefined) return method === 'POST' ? this.#createStream(this.#unwrapped(body)) : notAllowed;
    const stream = this.streams.get(id);
    if (!stream) return refusal(404, `Stream with ID ${id} not found!`);
    const rules = list(stream['rules']) as readonly Fields[];
    const change = (patch: Fields): void => void this.streams.set(id, { ...stream, ...patch });
    if (what === 'resume' || what === 'pause') {
      change({ disabled: what === 'pause' });
      return { status: 204 };
    }
    if (what === 'rules' && method === 'GET') return ok({ total: rules.length, stream_rules: rules });
    if (what === 'rules' && method === 'POST') {
      const rule = { ...(body as Fields), id: this.#newId(), stream_id: id };
      change({ rules: [...rules, rule] });
      return { status: 201, body: { streamrule_id: rule.id } };
    }
    if (what === 'rules' && method === 'DELETE') {
      if (!rules.some((one) => one['id'] === ruleId)) return refusal(404, 'Stream rule not found');
      change({ rules: rules.filter((one) => one['id'] !== ruleId) });
      return { status: 204 };
    }
    if (what !== undefined) return notAllowed;
    if (method === 'GET') return ok(stream);
    if (method === 'PUT') change(body as Fields);
    else if (method === 'DELETE') this.streams.delete(id);
    else return notAllowed;
    return method === 'PUT' ? ok(this.streams.get(id)) : { status: 204 };
  }

  #createStream(dto: Fields | string): Reply {
    if (typeof dto === 'string') return refusal(400, dto);
    if (text(dto['title']) === '') return refusal(400, 'Missing required creator property title');
    if (dto['index_set_id'] !== indexSet)
      return refusal(400, `Index set with ID <${String(dto['index_set_id'])}> does not exist.`);
    const rules = (list(dto['rules']) as readonly Fields[]).map((rule) => ({ ...rule, id: this.#newId() }));
    const id = this.addStream({ ...dto, rules, disabled: true });
    return { status: 201, body: { stream_id: id } };
  }

  /** Since 6.3 what is created is wrapped, and a wrapped body is no entity before. */
  #unwrapped(body: unknown): Fields | string {
    const sent = (body ?? {}) as Fields;
    const isWrapped = 'entity' in sent;
    if (this.#isAtLeast(6, 3))
      return isWrapped ? (sent['entity'] as Fields) : 'Missing required creator property entity';
    return isWrapped ? 'Unrecognized field "entity"' : sent;
  }

  #page(
    name: string,
    objects: ReadonlyMap<string, Fields>,
    query: URLSearchParams,
    shown: (dto: Fields) => Fields,
    more: Fields = {},
  ): Reply {
    const page = Number(query.get('page') ?? 1);
    const size = Number(query.get('per_page') ?? 50);
    const all = [...objects.values()].sort((a, b) => (text(a['title']) < text(b['title']) ? -1 : 1));
    const found = all.slice((page - 1) * size, page * size).map(shown);
    return ok({ total: all.length, count: found.length, page, per_page: size, query: '', [name]: found, ...more });
  }

  #newId(): string {
    return `65f0c0de${(this.#last += 1).toString(16).padStart(16, '0')}`;
  }

  #isAtLeast(major: number, minor: number): boolean {
    const [own = 0, ownMinor = 0] = this.#version.split('.').map(Number);
    return own > major || (own === major && ownMinor >= minor);
  }
}

const notAllowed = refusal(405, 'HTTP 405 Method Not Allowed');

/** Encrypted values say only whether they are set. */
function shownNotification(dto: Fields): Fields {
  const config = (dto['config'] ?? {}) as Fields;
  if (config['type'] !== 'http-notification-v2') return dto;
  const isSet = (value: unknown): Fields => ({ is_set: value !== null && value !== undefined });
  return {
    ...dto,
    config: { ...config, api_secret: isSet(config['api_secret']), basic_auth: isSet(config['basic_auth']) },
  };
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function invalid(errors: Errors): Reply {
  return { status: 400, body: { failed: true, errors, error_context: {} } };
}

function refusal(status: number, message: string): Reply {
  return { status, body: { type: 'ApiError', message } };
}
