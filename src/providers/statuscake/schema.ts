import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

const connectionName = {
  ...s.id('The StatusCake connection; may be left out when there is one.'),
  examples: ['statuscake'],
};
const regions = s.list(s.text('A region.'), 'Where to probe from.', { examples: [['london', 'paris']] });

/** `source.statuscake.uptime`. */
export const uptime: Schema = s.object(
  {
    connection: connectionName,
    url: { ...s.url('Address to probe.'), examples: ['https://shop.example/health'] },
    every: { ...s.duration('How often to probe.'), examples: ['1m'] },
    regions,
    contains: s.text('Text that the answer must contain.', { examples: ['"status":"up"'] }),
    status: s.list(s.integer('A status code.', 100, 599), 'Status codes that count as failures.', {
      examples: [[500, 502, 503, 504]],
    }),
    timeout: { ...s.duration('When an answer is too late.'), examples: ['15s'] },
  },
  'An HTTP probe from outside.',
);

/** `source.statuscake.heartbeat`. */
export const heartbeat: Schema = s.object({ connection: connectionName }, 'A job that reports in; its silence fires.');

/** `source.statuscake.ssl`. */
export const ssl: Schema = s.object(
  {
    connection: connectionName,
    host: s.text('Host whose certificate is watched.', {
      pattern: '^[A-Za-z0-9.-]+(:[0-9]{1,5})?$',
      expected: 'a host such as shop.example',
      examples: ['shop.example'],
    }),
    every: { ...s.duration('How often to look.'), examples: ['1d'] },
  },
  'The certificate of a host.',
);

/** `source.statuscake.pageSpeed`. */
export const pageSpeed: Schema = s.object(
  {
    connection: connectionName,
    url: { ...s.url('Page to load.'), examples: ['https://shop.example/'] },
    measure: s.oneOf(['load-time', 'size', 'requests'], 'Time to load in ms, size in bytes, or number of requests.', {
      examples: ['load-time'],
    }),
    every: { ...s.duration('How often to load it.'), examples: ['30m'] },
    regions,
  },
  'How fast a page loads.',
);

const integration = s.object(
  {
    id: s.text("Its number, from the address of its page in StatusCake's UI.", {
      pattern: '^[0-9]+$',
      expected: 'a number in quotes, such as "4711"',
      examples: ['4711'],
    }),
    slack: s.text('The Slack channel that it writes to.', { pattern: '^#[^\\s@#]+$', examples: ['#squad-payments'] }),
    discord: s.text('The Discord channel that it writes to.', { pattern: '^#?[^\\s@#]+$', examples: ['#payments'] }),
    teams: s.text('The Microsoft Teams channel that it writes to.', { pattern: '^[^@#<>]+$', examples: ['payments'] }),
    squad: { ...s.id('The squad that it reaches at the on-call backend.'), examples: ['payments'] },
  },
  'One integration and whom it reaches.',
  ['id'],
  { minProperties: 2, maxProperties: 2 },
);

/** The fields of a connection with `vendor: statuscake`. */
export const connection: Schema = s.object(
  {
    apiKey: { ...s.secret('API key.'), examples: [{ env: 'STATUSCAKE_API_KEY' }] },
    onCall: s.text("Mailbox of a squad's e-mail integration at the on-call backend.", {
      pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
      expected: 'an address such as "statuscake-${squad}@acme.opsgenie.net"',
      examples: ['statuscake-${squad}@acme.opsgenie.net'],
    }),
    integrations: s.list(integration, 'Integrations made in the UI, since the API makes none.', {
      examples: [[{ id: '4711', slack: '#squad-payments' }]],
    }),
  },
  'A StatusCake account.',
);
