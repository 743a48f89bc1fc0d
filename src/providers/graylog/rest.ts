import type { Json } from '../../graph/types.ts';
import type { Fields, RestClient, RestObject, RestRequest, RestResource, RestVendor } from '../rest-vendor.ts';
import { markerInText } from '../marker.ts';
import { serverVersion, type ServerVersion } from './server-version.ts';
import { defaultEventLimit, eventDefinitionType, notificationType, shapes, streamType } from './shapes.ts';
import { streams, streamNames } from './streams.ts';
import { definitionBody, definitionProperties, definitionProperty } from './wire-definition.ts';
import { notificationBody, notificationProperties, notificationProperty, type Secrets } from './wire-notification.ts';

const definitionsPath = '/events/definitions';
const notificationsPath = '/events/notifications';

/** Objects of a page. */
const pageSize = 100;

function objectOf(id: Json | undefined, properties: Fields): RestObject {
  const marker = markerInText(properties['description']);
  return { id: String(id), properties, ...(marker ? { marker } : {}) };
}

/** What is created says whom it is shared with on newer servers: nobody beyond its maker. */
function created({ wraps }: ServerVersion, entity: Fields): Fields {
  return wraps ? { entity, share_request: null } : entity;
}

/** Every object of a list that says how many there are. */
function paged<T>(client: RestClient, path: string, read: (body: Fields) => readonly T[]): Promise<T[]> {
  const at = (page: number): RestRequest => ({ query: { page: String(page), per_page: String(pageSize) } });
  return client.pages(path, at(1), ({ body }, { query }) => {
    const page = Number(query?.['page']);
    const { total } = body as Fields;
    if (typeof total !== 'number') throw new TypeError('a list does not say how many there are');
    const isLast = page * pageSize >= total;
    return { items: read(body as Fields), next: isLast ? undefined : at(page + 1) };
  });
}

const named: Pick<RestResource, 'title' | 'key'> = {
  title: ({ title }) => String(title ?? ''),
  key: ({ description }) => markerInText(description)?.identity,
};

const eventDefinitions: RestResource = {
  ...named,
  shape: shapes[eventDefinitionType],
  propertyOf: definitionProperty,
  create: async (inputs, client) => {
    const version = await serverVersion(client);
    refuseNewer(inputs, version);
    const entity = definitionBody(inputs, {}, await streamNames(client), version);
    const { body } = await client.request('POST', definitionsPath, {
      query: scheduled(inputs),
      json: created(version, entity),
    });
    return String((body as Fields)['id']);
  },
  read: async (id, client) => {
    const found = await withContext(id, client);
    if (!found) return undefined;
    const { event_definition: data, context } = found;
    return objectOf(id, definitionProperties(data, isScheduled(context['scheduler']), await streamNames(client)));
  },
  update: async (id, inputs, _changed, client) => {
    const [version, found] = [await serverVersion(client), await withContext(id, client)];
    refuseNewer(inputs, version);
    const entity = definitionBody(inputs, found?.event_definition ?? {}, await streamNames(client), version);
    const json = { ...entity, id };
    await client.request('PUT', `${definitionsPath}/${id}`, { query: scheduled(inputs), json });
  },
  remove: (id, client) => client.remove(`${definitionsPath}/${id}`),
  list: async (client) => {
    const found = await paged(client, definitionsPath, (body) => {
      const scheduler = ((body['context'] ?? {}) as Fields)['scheduler'] as Fields | undefined;
      return ((body['event_definitions'] ?? []) as readonly Fields[]).map((data) => ({
        data,
        isOn: isScheduled(scheduler?.[String(data['id'])]),
      }));
    });
    // Definitions of Graylog's own and of other kinds are nobody's here.
    const ours = found.filter(({ data }) => ((data['config'] ?? {}) as Fields)['type'] === 'aggregation-v1');
    if (ours.length === 0) return [];
    const names = await streamNames(client);
    return ours.map(({ data, isOn }) => objectOf(data['id'], definitionProperties(data, isOn, names)));
  },
};

interface WithContext {
  readonly event_definition: Fields;
  readonly context: Fields;
}

async function withContext(id: string, client: RestClient): Promise<WithContext | undefined> {
  return (await client.find(`${definitionsPath}/${id}/with-context`))?.body as WithContext | undefined;
}

function isScheduled(scheduler: Json | undefined): boolean | undefined {
  const said = ((scheduler ?? {}) as Fields)['is_scheduled'];
  return typeof said === 'boolean' ? said : undefined;
}

function scheduled({ enabled }: Fields): { readonly schedule: string } {
  return { schedule: String(enabled ?? true) };
}

function refuseNewer(
  { series = [], eventLimit = defaultEventLimit }: Fields,
  { typedSeries, name }: ServerVersion,
): void {
  if (typedSeries) return;
  if ((series as readonly Fields[]).some(({ type }) => type === 'percentile'))
    throw new Error(`Graylog ${name} compares no percentiles; it does since 5.2.`);
  if (eventLimit !== defaultEventLimit)
    throw new Error(`Graylog ${name} does not limit the events of a search; it does since 5.2. Leave "limit" out.`);
}

const notifications: RestResource = {
  ...named,
  shape: shapes[notificationType],
  propertyOf: notificationProperty,
  create: async (inputs, client) => {
    const version = await serverVersion(client);
    refuseOwnBodies(inputs, version);
    const entity = notificationBody(inputs, secretsOf(client));
    const { body } = await client.request('POST', notificationsPath, { json: created(version, entity) });
    return String((body as Fields)['id']);
  },
  read: async (id, client) => {
    const answer = await client.find(`${notificationsPath}/${id}`);
    const body = answer?.body as Fields | undefined;
    return body && objectOf(body['id'], notificationProperties(body));
  },
  update: async (id, inputs, _changed, client) => {
    const json = { ...notificationBody(inputs, secretsOf(client)), id };
    await client.request('PUT', `${notificationsPath}/${id}`, { json });
  },
  remove: (id, client) => client.remove(`${notificationsPath}/${id}`),
  list: (client) =>
    paged(client, notificationsPath, (body) =>
      ((body['notifications'] ?? []) as readonly Fields[]).map((data) =>
        objectOf(data['id'], notificationProperties(data)),
      ),
    ),
};

function refuseOwnBodies({ kind }: Fields, { ownBodies, name }: ServerVersion): void {
  if (kind === 'http' && !ownBodies)
    throw new Error(
      `Graylog ${name} sends no requests with a body of one's own; it does since 6.0. Give its connection "onCall", a mailbox, instead of "onCallKey".`,
    );
}

function secretsOf(client: RestClient): Secrets {
  return {
    of: (field) => {
      const value = client.setting(field);
      if (value === undefined)
        throw new Error(`The Graylog connection has no "${field}", which this notification needs.`);
      return value;
    },
  };
}

/** Graylog's API: https://go2docs.graylog.org/current/setting_up_graylog/rest_api.html */
export const rest: RestVendor = {
  name: 'graylog',
  title: 'Graylog',
  resources: { [eventDefinitionType]: eventDefinitions, [notificationType]: notifications, [streamType]: streams },
  settings: {
    token: { variable: 'GRAYLOG_TOKEN', description: 'Access token.', secret: true },
    url: { variable: 'GRAYLOG_URL', description: 'Address of the server, without `/api`.' },
    onCallKey: {
      variable: 'GRAYLOG_ON_CALL_KEY',
      description: 'Key of the integration of the on-call backend that requests are sent to.',
      secret: true,
      optional: true,
    },
    slackWebhook: {
      variable: 'GRAYLOG_SLACK_WEBHOOK',
      description: 'Address of a webhook of Slack.',
      secret: true,
      optional: true,
    },
  },
  // A token is the name, and the word "token" its password. Whatever changes something says who asks, or is refused as forged.
  access: ({ token = '', url = '' }) => ({
    url: `${url.replace(/\/+$/, '')}/api`,
    headers: {
      Authorization: `Basic ${Buffer.from(`${token}:token`).toString('base64')}`,
      'X-Requested-By': 'alerts',
    },
  }),
  // Graylog limits nobody; a proxy before it may.
  limits: { concurrency: 4, pause: ({ header }) => secondsIn(header('retry-after')) },
  fault: (body) => {
    const { message = '', errors = {} } = (body ?? {}) as {
      message?: string;
      errors?: Readonly<Record<string, readonly string[]>>;
    };
    const fields = Object.entries(errors).map(([field, reasons]) => [field, [reasons].flat().join(', ')] as const);
    return { message: message || fields.map(([, reason]) => reason).join(', '), fields: Object.fromEntries(fields) };
  },
  listsLag: false,
};

function secondsIn(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header === undefined || Number.isNaN(seconds) ? undefined : seconds * 1000;
}
