import type { Json, Value } from '../../graph/types.ts';
import type { RestVendor } from '../rest-vendor.ts';
import { alerts } from './alerts.ts';
import { destinations } from './destinations.ts';
import { queries } from './queries.ts';
import { alertType, destinationType, queryType, subscriptionType } from './shapes.ts';
import { subscriptions } from './subscriptions.ts';

/** What Redash says to somebody whom it does not know, with status 404: redash/authentication/__init__.py, request_loader and redash/handlers/base.py. */
const unknownUser = /please login and try again/i;

/** Redash's API: getredash/redash, redash/handlers/api.py */
export const rest: RestVendor = {
  name: 'redash',
  title: 'Redash',
  resources: {
    [queryType]: queries,
    [alertType]: alerts,
    [destinationType]: destinations,
    [subscriptionType]: subscriptions,
  },
  settings: {
    apiKey: { variable: 'REDASH_API_KEY', description: 'API key of an admin.', secret: true },
    url: {
      variable: 'REDASH_URL',
      description: 'Address of the server, with the organisation where there are several.',
    },
    onCallWebhook: {
      variable: 'REDASH_ON_CALL_WEBHOOK',
      description: 'Address that is asked by POST when somebody on call is to be told.',
      secret: true,
      optional: true,
    },
  },
  access: ({ apiKey = '', url = '' }) => ({
    url: `${url.replace(/\/+$/, '')}/api`,
    headers: { Authorization: `Key ${apiKey}` },
  }),
  // Redash limits logins only; a proxy before it may limit more.
  limits: { concurrency: 4, pause: ({ header }) => secondsIn(header('retry-after')) },
  refusesCredentials: ({ status, body }) =>
    status === 401 || status === 403 || (status === 404 && unknownUser.test(messageOf(body))),
  fault: (body) => ({ message: messageOf(body) }),
  listsLag: false,
};

function messageOf(body: Json | undefined): string {
  const { message } = (typeof body === 'object' && body !== null ? body : {}) as { readonly message?: Value };
  return typeof message === 'string' ? message : '';
}

function secondsIn(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header === undefined || Number.isNaN(seconds) ? undefined : seconds * 1000;
}
