import { Refusal } from '../refusal.ts';
import { whole } from '../monitors/list.ts';
import type { Call } from '../routes.ts';
import { hasTags } from '../tags.ts';

/**
 * `GET /api/v1/slo`: by `ids`, `query` (names), `tags_query` (one tag) or `metrics_query`, `limit` of them (1000 unless said) from `offset`.
 * 404 only when ids are named of which one does not exist; OpenAPI v1, `ListSLOs`.
 */
export function listSlos({ account, query }: Call): { status: number; body: unknown } {
  const ids = (query.get('ids') ?? '').split(',').flatMap((id) => (id.trim() === '' ? [] : [id.trim()]));
  for (const id of ids) if (!account.slos.has(id)) throw new Refusal(404, `SLO not found: ${id} not found`);
  const name = (query.get('query') ?? '').toLowerCase();
  const metrics = query.get('metrics_query') ?? '';
  const listed = account.listed(account.slos);
  const found = listed.filter(
    (slo) =>
      (ids.length === 0 || ids.includes(slo.id)) &&
      slo.name.toLowerCase().includes(name) &&
      hasTags(slo.tags, query.get('tags_query')) &&
      (metrics === '' || JSON.stringify(slo.query ?? {}).includes(metrics)),
  );
  const limit = whole(query.get('limit') ?? '1000', 'limit');
  const data = account.page(found, whole(query.get('offset') ?? '0', 'offset'), Math.min(limit, 1000));
  const page = { total_count: listed.length, total_filtered_count: found.length };
  return { status: 200, body: { data, error: null, metadata: { page } } };
}
