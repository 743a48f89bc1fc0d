import type { Json } from '../../graph/types.ts';
import { markerInTags } from '../marker.ts';
import type { Fields, RestObject, RestResource, RestVendor } from '../rest-vendor.ts';
import { alertType, shapes } from './shapes.ts';

/** Objects of a page at most: https://docs.example.com/api#paging */
const pageSize = 100;

const alert: RestResource = {
  shape: shapes[alertType],
  async create(inputs, client) {
    const { body } = await client.request('POST', '/alerts', { json: inputs });
    return String((body as Fields)['id']);
  },
  async read(id, client) {
    const answer = await client.find(`/alerts/${encodeURIComponent(id)}`);
    return answer && objectOf(answer.body);
  },
  async update(id, inputs, changed, client) {
    const json = Object.fromEntries(Object.entries(inputs).filter(([name]) => changed.has(name)));
    await client.request('PATCH', `/alerts/${encodeURIComponent(id)}`, { json });
  },
  remove: (id, client) => client.remove(`/alerts/${encodeURIComponent(id)}`),
  list: (client) =>
    client.pages('/alerts', { query: { page: '1', size: String(pageSize) } }, ({ body }, { query }) => {
      const items = (body as { readonly items: readonly Json[] }).items.map(objectOf);
      const page = String(Number(query?.['page']) + 1);
      return { items, next: items.length < pageSize ? undefined : { query: { ...query, page } } };
    }),
  title: ({ name }) => String(name),
  key: ({ tags }) => markerInTags(tags)?.identity,
};

/** __Title__'s API: https://docs.example.com/api */
export const rest: RestVendor = {
  name: '__name__',
  title: '__Title__',
  resources: { [alertType]: alert },
  settings: {
    apiKey: { variable: '__NAME___API_KEY', description: 'API key.', secret: true },
    url: { variable: '__NAME___URL', description: 'Address of __Title__.' },
  },
  access: ({ apiKey = '', url = '' }) => ({ url, headers: { Authorization: `Bearer ${apiKey}` } }),
  limits: { concurrency: 4, pause: ({ header }) => Number(header('retry-after') ?? Number.NaN) * 1000 || undefined },
  fault: (body) => ({ message: String((body as Fields | undefined)?.['message'] ?? '') }),
  listsLag: false,
};

function objectOf(body: Json | undefined): RestObject {
  const { id, ...properties } = body as Fields;
  const marker = markerInTags(properties['tags']);
  return { id: String(id), properties, ...(marker ? { marker } : {}) };
}
