import type { Value } from '../../graph/types.ts';
import type { Marker } from '../live.ts';
import type { Fields, RestClient, RestObject, RestResource } from '../rest-vendor.ts';
import { everyAlert } from './alerts.ts';
import { markerInText } from '../marker.ts';
import { subscriptionOf } from './marker.ts';
import { shapes, subscriptionType } from './shapes.ts';

const below = (alert: string): string => `/alerts/${encodeURIComponent(alert)}/subscriptions`;

/** A subscription is named by its alert and its own number: `7/12`. */
function partsOf(id: string): readonly [alert: string, own: string] {
  const [alert = '', own = ''] = id.split('/');
  return [alert, own];
}

function objectOf(alert: string, data: Fields): RestObject {
  const destination = (data['destination'] ?? {}) as Fields;
  const marker = ownerOf(destination['name']);
  return {
    id: `${alert}/${String(data['id'])}`,
    properties: {
      alertId: alert,
      ...(destination['id'] === undefined ? {} : { destinationId: String(destination['id']) }),
    },
    ...(marker ? { marker } : {}),
  };
}

function ownerOf(destination: Value | undefined): Marker | undefined {
  const marker = markerInText(destination);
  return marker && { ...marker, identity: subscriptionOf(marker.identity) };
}

function ofAlert(alert: string, client: RestClient): Promise<readonly RestObject[]> {
  return client.pages(below(alert), {}, ({ body }) => ({
    items: (body as readonly Fields[]).map((data) => objectOf(alert, data)),
    next: undefined,
  }));
}

/**
 * Subscriptions have nothing of their own: the name of their destination says whose they are. Asked below an alert that does not exist, and for a
 * subscription that is there already, Redash answers 500. getredash/redash, redash/handlers/alerts.py, AlertSubscriptionListResource
 */
export const subscriptions: RestResource = {
  shape: shapes[subscriptionType],
  title: ({ alertId, destinationId }) => `alert ${String(alertId)} to destination ${String(destinationId)}`,
  key: ({ destinationId }) => identityOf(destinationId),
  create: async (inputs, client) => {
    const [alert, destination] = [String(inputs['alertId']), String(inputs['destinationId'])];
    const there = (await ofAlert(alert, client)).find(({ properties }) => properties['destinationId'] === destination);
    if (there) return there.id;
    const json = { destination_id: Number(destination) };
    const { body } = await client.request('POST', below(alert), { json });
    return `${alert}/${String((body as Fields)['id'])}`;
  },
  read: async (id, client) => {
    const [alert] = partsOf(id);
    if (!(await client.find(`/alerts/${encodeURIComponent(alert)}`))) return undefined;
    return (await ofAlert(alert, client)).find((one) => one.id === id);
  },
  update: () => Promise.reject(new Error('A subscription cannot be changed.')),
  remove: (id, client) => {
    const [alert, own] = partsOf(id);
    return client.remove(`${below(alert)}/${encodeURIComponent(own)}`);
  },
  // Only alerts on queries with a marker can have one of ours.
  list: async (client) => {
    const marked = (await everyAlert(client)).filter(({ marker }) => marker !== undefined);
    return (await Promise.all(marked.map(({ id }) => ofAlert(id, client)))).flat();
  },
};

/** A definition refers to its destination. */
function identityOf(destination: Value | undefined): string | undefined {
  if (typeof destination !== 'object' || destination === null || !('$ref' in destination)) return undefined;
  return subscriptionOf(String(destination.$ref));
}
