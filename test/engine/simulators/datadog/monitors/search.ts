import type { Account, Monitor } from '../account.ts';
import { type Fields, refuse } from '../refusal.ts';
import { classification } from './types.ts';

const states = ['alert', 'ignored', 'no data', 'ok', 'skipped', 'unknown', 'warn'];

/** `GET /api/v1/monitor/search`: everything but message and options, 30 to a page; OpenAPI v1, `MonitorSearchResponse`. */
export function searchMonitors(account: Account, query: URLSearchParams): Fields {
  const page = Number(query.get('page') ?? 0);
  const size = Number(query.get('per_page') ?? 30);
  const found = sorted(account.listed(account.monitors).filter(matcher(query.get('query') ?? '')), query.get('sort'));
  const shown = account.page(found, page * size, size);
  return {
    counts: {
      status: counted(found.map(({ overall_state: state }) => state)),
      muted: counted(found.map(({ options }) => Object.keys(options['silenced'] as Fields).length > 0)),
      tag: counted(found.flatMap(({ tags }) => tags)),
      type: counted(found.map(({ type }) => classification(type))),
    },
    metadata: { page, page_count: Math.ceil(found.length / size), per_page: size, total_count: found.length },
    monitors: shown.map(result),
  };
}

/** `type:log status:alert tag:"team:a" words`: all must hold. */
function matcher(text: string): (monitor: Monitor) => boolean {
  const terms = text.match(/[a-z_]+:"[^"]*"|"[^"]*"|[^\s"]+/g) ?? [];
  const checks = terms.map((term): ((monitor: Monitor) => boolean) => {
    const [, field, value = ''] = /^(type|status|tag|id):"?([^"]*)"?$/.exec(term) ?? [];
    const wanted = value.toLowerCase();
    if (field === 'status' && !states.includes(wanted)) {
      return refuse(`Query parsing error: '${value}' is not a valid monitor status`);
    }
    if (field === 'status') return (monitor) => monitor.overall_state.toLowerCase() === wanted;
    if (field === 'type') return (monitor) => classification(monitor.type) === wanted;
    if (field === 'tag') return (monitor) => monitor.tags.some((tag) => tag.toLowerCase() === wanted);
    if (field === 'id') return (monitor) => String(monitor.id) === value;
    const word = term.replaceAll('"', '').toLowerCase();
    return (monitor) => monitor.name.toLowerCase().includes(word);
  });
  return (monitor) => checks.every((check) => check(monitor));
}

function sorted(monitors: Monitor[], order: string | null): Monitor[] {
  const [field = '', direction] = (order ?? '').split(',');
  const key = (monitor: Monitor): string =>
    field === 'status' ? monitor.overall_state : field === 'tags' ? monitor.tags.join() : monitor.name;
  if (!['name', 'status', 'tags'].includes(field)) return monitors;
  return monitors.sort((a, b) => (direction === 'desc' ? -1 : 1) * key(a).localeCompare(key(b)));
}

function counted(values: readonly (string | boolean)[]): Fields[] {
  const counts = new Map<string | boolean, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ count, name })).sort((a, b) => b.count - a.count);
}

function result(monitor: Monitor): Fields {
  const handles = monitor.message.match(/@[\w.@-]+/g) ?? [];
  const { id, name, org_id, type, query, tags, overall_state: status, priority, creator, restricted_roles } = monitor;
  return {
    id,
    name,
    org_id,
    type,
    query,
    tags,
    status,
    priority,
    creator,
    restricted_roles,
    classification: classification(type),
    notifications: handles.map((handle) => ({
      handle: handle.slice(1),
      name: handle.slice(1),
    })),
    last_triggered_ts: null,
    metrics: [],
    scopes: [],
    quality_issues: [],
  };
}
