import type { Json, Value } from '../../graph/types.ts';
import type { Marker } from '../live.ts';
import type { Fields, Properties, PropertyFault, RestObject, RestResource, RestVendor } from '../rest-vendor.ts';
import { markerInTags, markerInText } from '../marker.ts';
import { checkOf } from './marker.ts';
import {
  contactGroupType,
  heartbeatType,
  maintenanceType,
  pageSpeedType,
  shapes,
  sslType,
  uptimeType,
} from './shapes.ts';
import { formOf, propertiesOf, propertyOf } from './wire.ts';

/** Objects of a page at most: https://developers.statuscake.com/api/#section/Pagination */
const pageSize = 100;

type Data = { readonly data: Json };

/** What is the same for all types: form bodies, `data` around answers, pages that say how many there are. */
function collection(
  type: keyof typeof shapes,
  path: string,
  markerIn: (properties: Fields) => Marker | undefined,
): Pick<RestResource, 'shape' | 'create' | 'read' | 'update' | 'remove' | 'list' | 'propertyOf'> {
  const objectOf = (data: Json): RestObject => {
    const properties = propertiesOf(type, data as Fields);
    const marker = markerIn(properties);
    return { id: String((data as Fields)['id']), properties, ...(marker ? { marker } : {}) };
  };
  const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;
  return {
    shape: shapes[type],
    propertyOf,
    create: async (inputs, client) => {
      const { body } = await client.request('POST', path, { form: formOf(inputs) });
      return String((body as { readonly data: Fields }).data['new_id']);
    },
    read: async (id, client) => {
      const answer = await client.find(at(id));
      return answer && objectOf((answer.body as Data).data);
    },
    update: async (id, inputs, changed, client) => {
      const sent = Object.fromEntries([...changed].map((name) => [name, inputs[name] ?? nothing(type, name)]));
      await client.request('PUT', at(id), { form: formOf(sent) });
    },
    remove: (id, client) => client.remove(at(id)),
    list: (client) =>
      client.pages(path, { query: { page: '1', limit: String(pageSize) } }, ({ body }, { query }) => {
        const { data, metadata } = body as { readonly data: readonly Json[]; readonly metadata: Fields };
        const page = Number(query?.['page']);
        const isLast = page >= Number(metadata['page_count']);
        return {
          items: data.map(objectOf),
          next: isLast ? undefined : { query: { ...query, page: String(page + 1) } },
        };
      }),
  };
}

/** What takes a value away that was there. */
function nothing(type: keyof typeof shapes, name: string): Json {
  const inputs: Properties = shapes[type].inputs;
  return inputs[name]?.type === 'set' ? [] : '';
}

/** Uptime and heartbeat checks: the marker is among their tags. */
function tagged(type: typeof uptimeType | typeof heartbeatType, path: string): RestResource {
  return {
    ...collection(type, path, ({ tags }) => markerInTags(tags)),
    title: ({ name }) => String(name ?? ''),
    key: ({ tags }) => markerInTags(tags)?.identity,
  };
}

/** Contact groups and maintenance windows: the marker ends their names. */
function named(type: typeof contactGroupType | typeof maintenanceType, path: string): RestResource {
  return {
    ...collection(type, path, ({ name }) => markerInText(name)),
    title: ({ name }) => String(name ?? ''),
    key: ({ name }) => markerInText(name)?.identity,
  };
}

const contactGroups = named(contactGroupType, '/contact-groups');

/** Checks without room for a marker: each has a contact group of its own, whose name says whose it is. */
function byContacts(type: typeof sslType | typeof pageSpeedType, path: string, title: string): RestResource {
  const own = collection(type, path, () => undefined);
  return {
    ...own,
    title: (properties) => String(properties[title] ?? ''),
    key: ({ contactGroups: groups }) => ownerIdentity(groups),
    owner: async ({ properties }, client) => ownerOf(properties, (id) => contactGroups.read(id, client)),
    list: async (client) => {
      const objects = await own.list(client);
      if (objects.length === 0) return objects;
      const groups = new Map((await contactGroups.list(client)).map((group) => [group.id, group]));
      return Promise.all(objects.map((object) => marked(object, async (id) => groups.get(id))));
    },
  };
}

async function marked(object: RestObject, find: (id: string) => Promise<RestObject | undefined>): Promise<RestObject> {
  const marker = await ownerOf(object.properties, find);
  return marker ? { ...object, marker } : object;
}

async function ownerOf(
  properties: Fields,
  find: (id: string) => Promise<RestObject | undefined>,
): Promise<Marker | undefined> {
  for (const id of (properties['contactGroups'] ?? []) as readonly string[]) {
    const marker = (await find(id))?.marker;
    if (marker) return { ...marker, identity: checkOf(marker.identity) };
  }
  return undefined;
}

/** A definition refers to its contact group. */
function ownerIdentity(groups: Value | undefined): string | undefined {
  const [first] = Array.isArray(groups) ? (groups as readonly Value[]) : [];
  if (typeof first !== 'object' || first === null || !('$ref' in first)) return undefined;
  return checkOf(String(first.$ref));
}

const ssl: RestResource = {
  ...byContacts(sslType, '/ssl', 'websiteUrl'),
  check: ({ alertAt }) => (Array.isArray(alertAt) ? faultsOfHorizons(alertAt) : []),
};

function faultsOfHorizons(days: readonly Json[]): PropertyFault[] {
  if (new Set(days).size === 3) return [];
  return [{ path: 'alertAt', reason: 'StatusCake takes exactly three different numbers of days.' }];
}

/** StatusCake's API: https://developers.statuscake.com/api/ */
export const rest: RestVendor = {
  name: 'statuscake',
  title: 'StatusCake',
  resources: {
    [uptimeType]: tagged(uptimeType, '/uptime'),
    [heartbeatType]: tagged(heartbeatType, '/heartbeat'),
    [sslType]: ssl,
    [pageSpeedType]: byContacts(pageSpeedType, '/pagespeed', 'name'),
    [contactGroupType]: contactGroups,
    [maintenanceType]: named(maintenanceType, '/maintenance-windows'),
  },
  settings: {
    apiKey: { variable: 'STATUSCAKE_API_KEY', description: 'API key.', secret: true },
    url: {
      variable: 'STATUSCAKE_API_URL',
      description: 'Base address of the API.',
      default: 'https://api.statuscake.com/v1',
    },
  },
  access: ({ apiKey = '', url = '' }) => ({ url, headers: { Authorization: `Bearer ${apiKey}` } }),
  // Five requests a second for everybody, sixty a minute without a plan: https://www.statuscake.com/kb/knowledge-base/api-rate-limits/
  limits: { concurrency: 4, perSecond: 5, pause: ({ header }) => secondsIn(header('x-ratelimit-reset')) },
  fault: (body) => {
    const { message = '', errors = {} } = (body ?? {}) as {
      message?: string;
      errors?: Record<string, readonly string[]>;
    };
    const fields = Object.entries(errors).map(([field, reasons]) => [field, [reasons].flat().join(', ')] as const);
    return { message, fields: Object.fromEntries(fields) };
  },
  listsLag: false,
};

function secondsIn(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header === undefined || Number.isNaN(seconds) ? undefined : Math.max(seconds, 0.1) * 1000;
}
