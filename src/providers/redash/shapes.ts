import type { Json } from '../../graph/types.ts';
import type { RestShapes } from '../rest-vendor.ts';

export const queryType = 'alerts:redash/query:Query';
export const alertType = 'alerts:redash/alert:Alert';
export const destinationType = 'alerts:redash/destination:Destination';
export const subscriptionType = 'alerts:redash/subscription:Subscription';

// Fields and defaults: getredash/redash, redash/handlers/{queries,alerts,destinations}.py, redash/models/__init__.py (Query, Alert,
// AlertSubscription, NotificationDestination) and redash/destinations/.

const name = { type: 'string', description: 'Name.', required: true } as const;
const text = (description: string) => ({ type: 'string', description, default: '' }) as const;

/** Operators in words are those of old alerts: redash/models/__init__.py, OPERATORS. */
const words: Readonly<Record<string, string>> = { 'greater than': '>', 'less than': '<', equals: '==' };

/** What objects of Redash look like. */
export const shapes = {
  [queryType]: {
    noun: 'query',
    summary: 'A query that runs by a schedule.',
    adoption: 'marker',
    inputs: {
      name,
      dataSource: { type: 'string', description: 'Name of the data source that it runs on.', required: true },
      sql: { type: 'string', description: 'The query.', required: true },
      description: text('Description.'),
      interval: { type: 'integer', description: 'Seconds between two executions; never when absent.' },
      published: { type: 'boolean', description: 'Whether others see it: Redash makes drafts.', default: true },
      tags: { type: 'set', description: 'Tags; three of them say whose it is.', default: [] },
    },
  },
  [alertType]: {
    noun: 'alert',
    summary: 'A limit on a column of a query.',
    adoption: 'parent-and-position',
    inputs: {
      name,
      queryId: { type: 'string', description: 'Id of the query.', required: true, replaces: true, normal: String },
      column: { type: 'string', description: 'Column that is compared.', required: true },
      op: {
        type: 'string',
        description: 'How it is compared.',
        required: true,
        oneOf: ['>', '>=', '<', '<=', '==', '!='],
        normal: (value) => words[String(value)] ?? value,
      },
      value: { type: 'number', description: 'What it is compared with.', required: true, normal: numeric },
      selector: {
        type: 'string',
        description: 'Row that counts. Templates of texts need it.',
        default: 'first',
        oneOf: ['first', 'max', 'min'],
      },
      rearm: { type: 'integer', description: 'Seconds after which it is told again.', default: 0 },
      muted: { type: 'boolean', description: 'Whether nobody is told.', default: false },
      subject: text('Template of the subject.'),
      body: text('Template of the text.'),
    },
  },
  [destinationType]: {
    noun: 'destination',
    summary: 'Who is told.',
    adoption: 'marker',
    inputs: {
      name,
      kind: { type: 'string', description: 'How somebody is told.', required: true, oneOf: ['email', 'webhook'] },
      addresses: { type: 'set', description: 'Mailboxes.', default: [] },
      // The address itself comes from the connection: it may hold a key, and Redash shows it to every admin.
      credential: {
        type: 'string',
        description: 'Setting whose value is the address of a webhook.',
        oneOf: ['onCallWebhook'],
        unreadable: true,
      },
    },
  },
  [subscriptionType]: {
    noun: 'subscription',
    summary: 'That a destination is told of an alert.',
    adoption: 'parent-and-position',
    inputs: {
      alertId: { type: 'string', description: 'Id of the alert.', required: true, replaces: true, normal: String },
      destinationId: {
        type: 'string',
        description: 'Id of the destination.',
        required: true,
        replaces: true,
        normal: String,
      },
    },
  },
} as const satisfies RestShapes;

/** People type numbers as texts. */
function numeric(value: Json): Json {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : value;
}
