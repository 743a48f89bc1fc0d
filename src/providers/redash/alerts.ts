import type { Json, Value } from '../../graph/types.ts';
import type { Fields, RestClient, RestObject, RestResource } from '../rest-vendor.ts';
import { markerInTags } from '../marker.ts';
import { alertOf } from './marker.ts';
import { alertType, shapes } from './shapes.ts';

const at = (id: string): string => `/alerts/${encodeURIComponent(id)}`;

function objectOf(data: Fields): RestObject {
  const query = (data['query'] ?? {}) as Fields;
  const options = (data['options'] ?? {}) as Fields;
  const marker = markerInTags(query['tags']);
  const said: Readonly<Record<string, Json | undefined>> = {
    name: data['name'],
    queryId: query['id'] === undefined ? undefined : String(query['id']),
    column: options['column'],
    op: options['op'],
    value: options['value'],
    selector: options['selector'] ?? 'first',
    rearm: data['rearm'] ?? 0,
    muted: options['muted'] ?? false,
    subject: options['custom_subject'] ?? '',
    // Older alerts have "template" for it.
    body: options['custom_body'] ?? options['template'] ?? '',
  };
  const properties = Object.fromEntries(
    Object.entries(said).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
  return { id: String(data['id']), properties, ...(marker ? { marker } : {}) };
}

/** Options are replaced as a whole, and nothing in them is checked: without `selector` texts cannot be filled and are not sent. */
function bodyOf(inputs: Fields): Json {
  const { name, queryId, column, op, value, selector = 'first', rearm = 0, muted = false, subject, body } = inputs;
  const options: Record<string, Json> = { column: column ?? '', op: op ?? '', value: value ?? 0, selector, muted };
  if (subject) options['custom_subject'] = subject;
  if (body) options['custom_body'] = body;
  return { name: name ?? '', query_id: Number(queryId), rearm: rearm === 0 ? null : rearm, options };
}

/** Every alert of the account, as Redash has it. */
export async function everyAlert(client: RestClient): Promise<readonly RestObject[]> {
  const all = await client.pages('/alerts', {}, ({ body }) => ({ items: body as readonly Fields[], next: undefined }));
  return all.map(objectOf).sort((a, b) => Number(a.id) - Number(b.id));
}

/** Alerts have no room for a marker: the tags of their query say whose they are. getredash/redash, redash/handlers/alerts.py */
export const alerts: RestResource = {
  shape: shapes[alertType],
  title: ({ name }) => String(name ?? ''),
  key: ({ queryId }) => ownerIdentity(queryId),
  create: async (inputs, client) => {
    const { body } = await client.request('POST', '/alerts', { json: bodyOf(inputs) });
    return String((body as Fields)['id']);
  },
  read: async (id, client) => {
    const answer = await client.find(at(id));
    return answer && objectOf(answer.body as Fields);
  },
  update: async (id, inputs, _changed, client) => {
    await client.request('POST', at(id), { json: bodyOf(inputs), repeatable: true });
  },
  remove: (id, client) => client.remove(at(id)),
  list: everyAlert,
};

/** A definition refers to its query. */
function ownerIdentity(query: Value | undefined): string | undefined {
  if (typeof query !== 'object' || query === null || !('$ref' in query)) return undefined;
  return alertOf(String(query.$ref));
}
