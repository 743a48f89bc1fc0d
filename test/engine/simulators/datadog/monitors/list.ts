import type { Account, Monitor } from '../account.ts';
import { refuse } from '../refusal.ts';
import { hasTags } from '../tags.ts';

/**
 * `GET /api/v1/monitor`: with `page` (from 0) pages of `page_size` (at most 1000, else 100), with `id_offset` what follows that id, and
 * without both everything; OpenAPI v1, `ListMonitors`.
 */
export function listMonitors(account: Account, query: URLSearchParams): Monitor[] {
  checkStates(query.get('group_states'));
  const found = account
    .listed(account.monitors)
    .filter((monitor) => monitor.name.toLowerCase().includes((query.get('name') ?? '').toLowerCase()))
    .filter((monitor) => hasTags(monitor.tags, query.get('monitor_tags')))
    .filter((monitor) => inScope(monitor.query, query.get('tags')));
  const size = whole(query.get('page_size') ?? '100', 'page_size');
  if (size < 1 || size > 1000) refuse('page_size must be between 1 and 1000');
  const after = query.get('id_offset');
  if (after !== null) return found.filter(({ id }) => id > whole(after, 'id_offset')).slice(0, size);
  const page = query.get('page');
  return page === null ? found : account.page(found, whole(page, 'page') * size, size);
}

/** `tags` filters by scope: what the query is about. */
function inScope(query: string, filter: string | null): boolean {
  return (filter ?? '').split(',').every((tag) => query.includes(tag.trim()));
}

function checkStates(states: string | null): void {
  const known = ['all', 'alert', 'warn', 'no data', 'ok'];
  const given = (states ?? '').split(',').map((one) => one.trim().toLowerCase());
  if (states !== null && given.some((one) => !known.includes(one))) refuse('Invalid group_state filters.');
}

export function whole(text: string, name: string): number {
  const value = Number(text);
  return Number.isInteger(value) && value >= 0
    ? value
    : refuse(`The value provided for parameter '${name}' is invalid`);
}
