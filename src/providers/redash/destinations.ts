import type { Json } from '../../graph/types.ts';
import type { Fields, RestClient, RestObject, RestResource } from '../rest-vendor.ts';
import { markerInText } from '../marker.ts';
import { destinationType, shapes } from './shapes.ts';

const at = (id: string): string => `/destinations/${encodeURIComponent(id)}`;

function objectOf(data: Fields): RestObject {
  const options = (data['options'] ?? {}) as Fields;
  const addresses = String(options['addresses'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  const marker = markerInText(data['name']);
  return {
    id: String(data['id']),
    properties: { name: data['name'] ?? null, kind: data['type'] ?? null, addresses },
    ...(marker ? { marker } : {}),
  };
}

/** redash/destinations/email.py and webhook.py, configuration_schema */
function bodyOf({ name, kind, addresses, credential }: Fields, client: RestClient): Json {
  const options: Json =
    kind === 'webhook'
      ? { url: settingOf(String(credential), client) }
      : { addresses: [...((addresses ?? []) as readonly string[])].sort().join(',') };
  return { name: name ?? '', type: kind ?? '', options };
}

function settingOf(field: string, client: RestClient): string {
  const value = client.setting(field);
  if (value === undefined) throw new Error(`The Redash connection has no "${field}", which this destination needs.`);
  return value;
}

/** Every destination, without its options. */
export function everyDestination(client: RestClient): Promise<readonly Fields[]> {
  return client.pages('/destinations', {}, ({ body }) => ({ items: body as readonly Fields[], next: undefined }));
}

/** Destinations. The list knows no options; one that does not exist is answered with 500. getredash/redash, redash/handlers/destinations.py */
export const destinations: RestResource = {
  shape: shapes[destinationType],
  title: ({ name }) => String(name ?? ''),
  key: ({ name }) => markerInText(name)?.identity,
  create: async (inputs, client) => {
    const { body } = await client.request('POST', '/destinations', { json: bodyOf(inputs, client) });
    return String((body as Fields)['id']);
  },
  read: async (id, client) => {
    if (!(await exists(id, client))) return undefined;
    const answer = await client.find(at(id));
    return answer && objectOf(answer.body as Fields);
  },
  update: async (id, inputs, _changed, client) => {
    await client.request('POST', at(id), { json: bodyOf(inputs, client), repeatable: true });
  },
  remove: async (id, client) => {
    if (await exists(id, client)) await client.remove(at(id), { repeatable: false });
  },
  list: async (client) => (await everyDestination(client)).map(objectOf).sort((a, b) => Number(a.id) - Number(b.id)),
};

async function exists(id: string, client: RestClient): Promise<boolean> {
  return (await everyDestination(client)).some((one) => String(one['id']) === id);
}
