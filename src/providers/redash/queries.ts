import type { Json } from '../../graph/types.ts';
import { VendorAnswerError } from '../live.ts';
import type { Fields, RestClient, RestObject, RestResource } from '../rest-vendor.ts';
import { dataSourceId, dataSourceNames } from './data-sources.ts';
import { markerInTags } from '../marker.ts';
import { queryOf } from './marker.ts';
import { queryType, shapes } from './shapes.ts';

/** Queries of a page; 250 at most: redash/handlers/base.py, paginate. */
const pageSize = 100;

const at = (id: string): string => `/queries/${encodeURIComponent(id)}`;

function objectOf(data: Fields, names: ReadonlyMap<number, string>): RestObject {
  const { name, query, description, schedule, is_draft: isDraft, tags } = data;
  const interval = ((schedule ?? {}) as Fields)['interval'];
  const source = Number(data['data_source_id']);
  const marker = markerInTags(tags);
  return {
    id: String(data['id']),
    properties: {
      name: name ?? null,
      sql: query ?? null,
      dataSource: names.get(source) ?? `#${source}`,
      description: description ?? '',
      ...(typeof interval === 'number' ? { interval } : {}),
      published: isDraft !== true,
      tags: tags ?? [],
    },
    ...(marker ? { marker: { ...marker, identity: queryOf(marker.identity) } } : {}),
  };
}

/** A schedule has all four members: Redash disables one that lacks some. redash/models/__init__.py, Query.outdated_queries */
function scheduleOf(interval: Json | undefined): Json {
  return typeof interval === 'number' ? { interval, time: null, day_of_week: null, until: null } : null;
}

function bodyOf(inputs: Fields, source: number): Record<string, Json> {
  return {
    name: inputs['name'] ?? '',
    query: inputs['sql'] ?? '',
    data_source_id: source,
    description: inputs['description'] ?? '',
    schedule: scheduleOf(inputs['interval']),
    tags: inputs['tags'] ?? [],
    options: { parameters: [] },
  };
}

const isPublished = ({ published }: Fields): boolean => published !== false;

/** Makes a draft. One whose answer was lost is looked for, since nobody would publish it otherwise. */
async function draft(inputs: Fields, source: number, client: RestClient): Promise<string> {
  try {
    const { body } = await client.request('POST', '/queries', { json: bodyOf(inputs, source) });
    return String((body as Fields)['id']);
  } catch (error) {
    const own = markerInTags(inputs['tags'])?.identity;
    if (error instanceof VendorAnswerError || own === undefined) throw error;
    const made = (await list(client)).find(({ marker }) => marker?.identity === queryOf(own));
    if (!made) throw error;
    return made.id;
  }
}

/** Queries: made as drafts, archived instead of removed. getredash/redash, redash/handlers/queries.py */
export const queries: RestResource = {
  shape: shapes[queryType],
  title: ({ name }) => String(name ?? ''),
  key: ({ tags }) => {
    const marker = markerInTags(tags);
    return marker && queryOf(marker.identity);
  },
  create: async (inputs, client) => {
    const source = await dataSourceId(String(inputs['dataSource']), client);
    const id = await draft(inputs, source, client);
    if (isPublished(inputs)) await client.request('POST', at(id), { json: { is_draft: false }, repeatable: true });
    return id;
  },
  read: async (id, client) => {
    const answer = await client.find(at(id));
    const data = answer?.body as Fields | undefined;
    return data && data['is_archived'] !== true ? objectOf(data, await dataSourceNames(client)) : undefined;
  },
  update: async (id, inputs, _changed, client) => {
    const source = await dataSourceId(String(inputs['dataSource']), client);
    const json = { ...bodyOf(inputs, source), is_draft: !isPublished(inputs) };
    await client.request('POST', at(id), { json, repeatable: true });
  },
  remove: (id, client) => client.remove(at(id)),
  list,
};

async function list(client: RestClient): Promise<RestObject[]> {
  const first = { query: { page: '1', page_size: String(pageSize), order: 'created_at' } };
  const all = await client.pages('/queries', first, ({ body }, { query }) => {
    const { count, results } = body as { readonly count: number; readonly results: readonly Fields[] };
    const page = Number(query?.['page']);
    // A page beyond the last is refused.
    const isLast = page * pageSize >= count;
    return { items: results, next: isLast ? undefined : { query: { ...query, page: String(page + 1) } } };
  });
  if (all.length === 0) return [];
  const names = await dataSourceNames(client);
  return all.map((data) => objectOf(data, names));
}
