import { startHttpSimulator, type HttpSimulator, type Reply, type SeenRequest } from './http-simulator.ts';

type Fields = Record<string, unknown>;

/** A queue as the management API shows it; what a test does not say is empty. */
export interface SimulatedQueue {
  readonly name: string;
  readonly vhost?: string;
  messages_ready?: number;
  messages_unacknowledged?: number;
  consumers?: number;
  head_message_timestamp?: number;
  publish?: number;
  deliver_get?: number;
  /** Whether the broker has no statistics of it yet: after a start it tells of queues before it does. */
  fresh?: boolean;
}

/** The management API of a broker on loopback, version 3.13. */
export interface RabbitSimulator extends HttpSimulator {
  /** In the order of their names, by virtual host and name. */
  readonly queues: Map<string, SimulatedQueue>;
  readonly nodes: Fields[];
  put(queue: SimulatedQueue): void;
  remove(name: string, vhost?: string): void;
}

export interface RabbitOptions {
  readonly user?: string;
  readonly password?: string;
  /** Virtual hosts that exist; `/` alone unless said. */
  readonly vhosts?: readonly string[];
  /** Those of them in which the user has permissions; all unless said. */
  readonly permitted?: readonly string[];
}

const largestPage = 500;

/**
 * Serves what monitoring needs: `GET /api/whoami`, `/api/nodes`, `/api/queues` and `/api/queues/{vhost}`, paged as documented; everything else
 * is not found. deps/rabbitmq_management/priv/www/api/index.html and docs of 3.13, "HTTP API: pagination".
 */
export async function startRabbit(options: RabbitOptions = {}): Promise<RabbitSimulator> {
  const { user = 'watch', password = 'secret', vhosts = ['/'], permitted = vhosts } = options;
  const queues = new Map<string, SimulatedQueue>();
  const nodes: Fields[] = [node('rabbit@one')];
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const simulator = await startHttpSimulator((request) => {
    if (request.headers['authorization'] !== authorization) return refused(401, 'not_authorized', 'Login failed');
    if (request.method !== 'GET') return refused(405, 'method_not_allowed', 'Method Not Allowed');
    return answer(request, { user, queues, nodes, vhosts, permitted });
  });
  return {
    ...simulator,
    queues,
    nodes,
    put: (queue) => void queues.set(`${queue.vhost ?? '/'}\0${queue.name}`, queue),
    remove: (name, vhost = '/') => void queues.delete(`${vhost}\0${name}`),
  };
}

interface Broker {
  readonly user: string;
  readonly queues: ReadonlyMap<string, SimulatedQueue>;
  readonly nodes: readonly Fields[];
  readonly vhosts: readonly string[];
  readonly permitted: readonly string[];
}

function answer({ path, query }: SeenRequest, broker: Broker): Reply {
  if (path === '/api/whoami') return { status: 200, body: { name: broker.user, tags: ['monitoring'] } };
  if (path === '/api/nodes') return { status: 200, body: broker.nodes.map((one) => columnsOf(one, query)) };
  const [, vhost] = /^\/api\/queues(?:\/([^/]+))?$/.exec(path) ?? [undefined, null];
  if (vhost === null) return refused(404, 'Object Not Found', 'Not Found');
  const wanted = vhost === undefined ? undefined : decodeURIComponent(vhost);
  if (wanted !== undefined && !broker.vhosts.includes(wanted)) return refused(404, 'Object Not Found', 'Not Found');
  if (wanted !== undefined && !broker.permitted.includes(wanted))
    return refused(401, 'not_authorised', 'User not authorised to access virtual host');
  const visible = [...broker.queues.values()].filter(({ vhost: own = '/' }) =>
    wanted === undefined ? broker.permitted.includes(own) : own === wanted,
  );
  return list(visible, query);
}

function list(visible: readonly SimulatedQueue[], query: URLSearchParams): Reply {
  const hasStats = query.get('disable_stats') !== 'true';
  const hasTotals = hasStats || query.get('enable_queue_totals') === 'true';
  const rows = (all: readonly SimulatedQueue[]): Fields[] =>
    all.map((one) => columnsOf(shown(one, hasStats, hasTotals), query));
  if (query.get('page') === null) return { status: 200, body: rows(visible) };
  const [page, size] = [Number(query.get('page')), Number(query.get('page_size') ?? 100)];
  if (!(Number.isInteger(page) && page >= 1 && Number.isInteger(size) && size >= 1 && size <= largestPage))
    return refused(
      400,
      'invalid_pagination_parameters',
      `Invalid pagination parameters: page number ${page}, page size ${size}`,
    );
  const filtered = filter(visible, query);
  if (!filtered) return refused(400, 'bad_request', 'Pagination parameters are invalid');
  if (query.get('sort') === 'name') filtered.sort((a, b) => (a.name < b.name ? -1 : 1));
  const start = (page - 1) * size;
  if (page > 1 && start >= filtered.length)
    return refused(
      400,
      'page_out_of_range',
      `Page out of range, page: ${page} page size: ${size}, len: ${filtered.length}`,
    );
  const items = rows(filtered.slice(start, start + size));
  const counts = { filtered_count: filtered.length, item_count: items.length, total_count: visible.length };
  return {
    status: 200,
    body: { ...counts, items, page, page_count: Math.ceil(filtered.length / size), page_size: size },
  };
}

/** Undefined for an expression that cannot be read. */
function filter(queues: readonly SimulatedQueue[], query: URLSearchParams): SimulatedQueue[] | undefined {
  const name = query.get('name') ?? '';
  if (query.get('use_regex') !== 'true') return queues.filter((one) => one.name.includes(name));
  try {
    const expression = new RegExp(name);
    return queues.filter((one) => expression.test(one.name));
  } catch {
    return undefined;
  }
}

function shown(queue: SimulatedQueue, hasStats: boolean, hasTotals: boolean): Fields {
  const {
    name,
    vhost = '/',
    messages_ready = 0,
    messages_unacknowledged = 0,
    consumers = 0,
    publish,
    deliver_get,
  } = queue;
  const basic = {
    name,
    vhost,
    durable: true,
    auto_delete: false,
    exclusive: false,
    arguments: {},
    type: 'classic',
    state: 'running',
  };
  const totals = { messages: messages_ready + messages_unacknowledged, messages_ready, messages_unacknowledged };
  if (!hasStats) return { ...basic, ...(hasTotals ? totals : {}) };
  if (queue.fresh === true) return basic;
  const stats = {
    ...(publish === undefined ? {} : { publish: 1, publish_details: { rate: publish } }),
    ...(deliver_get === undefined ? {} : { deliver_get: 1, deliver_get_details: { rate: deliver_get } }),
  };
  const used = Object.keys(stats).length === 0 ? {} : { message_stats: stats };
  return { ...basic, ...totals, consumers, head_message_timestamp: queue.head_message_timestamp ?? null, ...used };
}

/** Only the columns that are asked for, dotted ones within their parents. */
function columnsOf(row: Fields, query: URLSearchParams): Fields {
  const columns = query.get('columns');
  if (columns === null) return row;
  const result: Fields = {};
  for (const column of columns.split(',')) copy(row, result, column.split('.'));
  return result;
}

function copy(from: Fields, to: Fields, [first = '', ...rest]: readonly string[]): void {
  if (!(first in from)) return;
  if (rest.length === 0) return void (to[first] = from[first]);
  const inner = from[first];
  if (typeof inner !== 'object' || inner === null) return;
  to[first] ??= {};
  copy(inner as Fields, to[first] as Fields, rest);
}

function node(name: string): Fields {
  return {
    name, running: true, mem_alarm: false, disk_free_alarm: false, mem_used: 140e6, mem_limit: 10e9, disk_free: 76e9,
    fd_used: 41, sockets_used: 3, partitions: [], run_queue: 1,
  }; // prettier-ignore
}

function refused(status: number, error: string, reason: string): Reply {
  return { status, body: { error, reason } };
}
