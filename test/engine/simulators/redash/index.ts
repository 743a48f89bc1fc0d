import { startHttpSimulator, type HttpSimulator, type Reply, type SeenRequest } from '../http-simulator.ts';
import { RedashAccount, type RedashAlert, type RedashDestination, type RedashQuery } from './account.ts';
import { destinationTypes, isValid, masked } from './destination-types.ts';

/** Redash's API on loopback: one organisation, and one admin with a key. */
export interface RedashSimulator extends HttpSimulator {
  /** What the organisation has; edited by hand as somebody in the UI would. */
  readonly account: RedashAccount;
}

type Body = Readonly<Record<string, unknown>>;

/** Serves redash/handlers/api.py as far as queries, alerts, destinations, subscriptions and data sources go. */
export async function startRedash(options: { readonly apiKey?: string } = {}): Promise<RedashSimulator> {
  const account = new RedashAccount();
  const key = options.apiKey ?? 'redash-api-key';
  const simulator = await startHttpSimulator((request) => {
    if (request.headers['authorization'] !== `Key ${key}` && request.query.get('api_key') !== key) return stranger;
    return answer(account, request);
  });
  return { ...simulator, account };
}

/** Whoever is not known is told that nothing is there: redash/authentication/__init__.py. */
const stranger: Reply = {
  status: 404,
  body: { message: "Couldn't find resource. Please login and try again." },
};
const notFound: Reply = { status: 404, body: { message: 'Not Found' } };
const badRequest: Reply = { status: 400, body: { message: 'Bad Request' } };
/** An exception that nobody catches. */
const crash: Reply = { status: 500, body: { message: 'Internal Server Error' } };
const done: Reply = { status: 200, body: 'null', headers: { 'content-type': 'application/json' } };
const notAllowed: Reply = { status: 405, body: { message: 'The method is not allowed for the requested URL.' } };

const ok = (body: unknown): Reply => ({ status: 200, body });

function answer(account: RedashAccount, { method, path, query, body }: SeenRequest): Reply {
  const [, table = '', first, second, third, more] =
    /^\/api\/([a-z_]+)(?:\/(\d+))?(?:\/([a-z]+))?(?:\/(\d+))?(\/.*)?$/.exec(path) ?? [];
  if (more !== undefined) return notFound;
  const id = first === undefined ? undefined : Number(first);
  const sent = (body ?? {}) as Body;
  if (table === 'alerts' && id !== undefined && second === 'subscriptions')
    return subscriptions(account, method, id, third === undefined ? undefined : Number(third), sent);
  if (second !== undefined) return notFound;
  if (table === 'data_sources' && id === undefined)
    return method === 'GET' ? ok(account.dataSources.map((one) => ({ ...one, view_only: false }))) : notAllowed;
  if (table === 'queries')
    return id === undefined ? queries(account, method, query, sent) : query1(account, method, id, sent);
  if (table === 'alerts') return id === undefined ? alerts(account, method, sent) : alert1(account, method, id, sent);
  if (table === 'destinations')
    return id === undefined ? destinations(account, method, sent) : destination1(account, method, id, sent);
  return notFound;
}

/** redash/handlers/queries.py, QueryListResource; redash/handlers/base.py, paginate */
function queries(account: RedashAccount, method: string, asked: URLSearchParams, sent: Body): Reply {
  if (method === 'POST') {
    if (!account.dataSources.some(({ id }) => id === sent['data_source_id'])) return crash;
    if (typeof sent['query'] !== 'string' || tooLong(sent['name'], 255) || tooLong(sent['description'], 4096))
      return crash;
    const { name, query, description = null, data_source_id, schedule = null, tags = null, options = {} } = sent;
    const row = { name, query, description, data_source_id, schedule, tags, options };
    return ok(
      shownQuery(
        account.add(account.queries, { ...(row as Omit<RedashQuery, 'id'>), is_draft: true, is_archived: false }),
      ),
    );
  }
  if (method !== 'GET') return notAllowed;
  const page = Number(asked.get('page') ?? 1);
  const size = Number(asked.get('page_size') ?? 25);
  if (page < 1) return { status: 400, body: { message: 'Page must be positive integer.' } };
  if (size > 250 || size < 1) return { status: 400, body: { message: 'Page size is out of range (1-250).' } };
  const all = [...account.queries.values()].filter((one) => !one.is_archived);
  if ((page - 1) * size + 1 > all.length && page > 1)
    return { status: 400, body: { message: 'Page is out of range.' } };
  const results = all.slice((page - 1) * size, page * size).map(shownQuery);
  return ok({ count: all.length, page, page_size: size, results });
}

/** redash/handlers/queries.py, QueryResource */
function query1(account: RedashAccount, method: string, id: number, sent: Body): Reply {
  const row = account.queries.get(id);
  if (!row) return notFound;
  if (method === 'GET') return ok({ ...shownQuery(row), can_edit: true, visualizations: [] });
  if (method === 'DELETE') {
    account.archive(row);
    return done;
  }
  if (method !== 'POST') return notAllowed;
  if ('version' in sent && sent['version'] !== 1) return { status: 409, body: { message: 'Conflict' } };
  if (tooLong(sent['name'], 255) || tooLong(sent['description'], 4096)) return crash;
  Object.assign(row, sent);
  return ok(shownQuery(row));
}

function shownQuery(row: RedashQuery): Body {
  return {
    ...row,
    tags: row.tags ?? [],
    version: 1,
    api_key: 'key-of-query',
    latest_query_data_id: null,
    is_safe: true,
  };
}

/** redash/handlers/alerts.py, AlertListResource. Options are kept as they come. */
function alerts(account: RedashAccount, method: string, sent: Body): Reply {
  if (method === 'GET') return ok([...account.alerts.values()].map((row) => shownAlert(account, row)));
  if (method !== 'POST') return notAllowed;
  if (!('options' in sent) || !('name' in sent) || !('query_id' in sent)) return badRequest;
  if (!account.queries.has(sent['query_id'] as number) || tooLong(sent['name'], 255)) return crash;
  const { name, query_id, options, rearm = null } = sent;
  const row = { name, query_id, options, rearm, state: 'unknown' } as Omit<RedashAlert, 'id'>;
  return ok(shownAlert(account, account.add(account.alerts, row)));
}

function alert1(account: RedashAccount, method: string, id: number, sent: Body): Reply {
  const row = account.alerts.get(id);
  if (!row) return notFound;
  if (method === 'GET') return ok(shownAlert(account, row));
  if (method === 'DELETE') {
    account.removeAlert(id);
    return done;
  }
  if (method !== 'POST') return notAllowed;
  for (const field of ['options', 'name', 'query_id', 'rearm'])
    if (field in sent) Object.assign(row, { [field]: sent[field] });
  return ok(shownAlert(account, row));
}

function shownAlert(account: RedashAccount, { query_id, ...row }: RedashAlert): Body {
  const query = account.queries.get(query_id);
  return { ...row, last_triggered_at: null, query: query && shownQuery(query), user: { id: 1, name: 'Admin' } };
}

/** redash/handlers/alerts.py, AlertSubscriptionListResource: only the subscription itself is looked for with care. */
function subscriptions(
  account: RedashAccount,
  method: string,
  alert: number,
  id: number | undefined,
  sent: Body,
): Reply {
  if (id !== undefined) {
    if (method !== 'DELETE') return notAllowed;
    return account.subscriptions.delete(id) ? done : notFound;
  }
  if (!account.alerts.has(alert)) return crash;
  const all = [...account.subscriptions.values()].filter(({ alert_id }) => alert_id === alert);
  const shown = (one: (typeof all)[number]): Body => {
    const destination = one.destination_id === null ? undefined : account.destinations.get(one.destination_id);
    return {
      id: one.id,
      alert_id: alert,
      user: { id: 1 },
      ...(destination ? { destination: listed(destination) } : {}),
    };
  };
  if (method === 'GET') return ok(all.map(shown));
  if (method !== 'POST') return notAllowed;
  const destination = (sent['destination_id'] ?? null) as number | null;
  if (destination !== null && !account.destinations.has(destination)) return crash;
  if (all.some((one) => one.destination_id === destination)) return crash;
  return ok(shown(account.add(account.subscriptions, { alert_id: alert, destination_id: destination })));
}

/** redash/handlers/destinations.py, DestinationListResource: the list has no options. */
function destinations(account: RedashAccount, method: string, sent: Body): Reply {
  if (method === 'GET') return ok([...account.destinations.values()].map(listed));
  if (method !== 'POST') return notAllowed;
  if (!('options' in sent) || !('name' in sent) || !('type' in sent)) return badRequest;
  const type = destinationTypes[String(sent['type'])];
  if (!type || !isValid(type, sent['options'])) return badRequest;
  const name = String(sent['name']);
  if ([...account.destinations.values()].some((one) => one.name === name)) return nameTaken(name);
  if (name.length > 255) return crash;
  return ok(
    shownDestination(account.add(account.destinations, { name, type: String(sent['type']), options: sent['options'] })),
  );
}

/** redash/handlers/destinations.py, DestinationResource: what is not there is an exception that nobody catches. */
function destination1(account: RedashAccount, method: string, id: number, sent: Body): Reply {
  const row = account.destinations.get(id);
  if (!row) return crash;
  if (method === 'GET') return ok(shownDestination(row));
  if (method === 'DELETE') {
    account.removeDestination(id);
    return { status: 204 };
  }
  if (method !== 'POST') return notAllowed;
  const type = destinationTypes[String(sent['type'])];
  const { name, options } = sent as { readonly name: string; readonly options: unknown };
  if (!type || !isValid(type, options)) return badRequest;
  if ([...account.destinations.values()].some((one) => one.id !== id && one.name === name)) return nameTaken(name);
  const kept = Object.entries(options).map(([field, value]) => [
    field,
    type.secret.includes(field) && value === masked ? row.options[field] : value,
  ]);
  Object.assign(row, { name, type: sent['type'], options: Object.fromEntries(kept) });
  return ok(shownDestination(row));
}

function nameTaken(name: string): Reply {
  return { status: 400, body: { message: `Alert Destination with the name ${name} already exists.` } };
}

function listed({ id, name, type }: RedashDestination): Body {
  return { id, name, type, icon: `fa-${type}` };
}

function shownDestination(row: RedashDestination): Body {
  const secret = destinationTypes[row.type]?.secret ?? [];
  const options = Object.entries(row.options).map(([field, value]) => [field, secret.includes(field) ? masked : value]);
  return { ...listed(row), options: Object.fromEntries(options) };
}

function tooLong(value: unknown, letters: number): boolean {
  return typeof value === 'string' && value.length > letters;
}
