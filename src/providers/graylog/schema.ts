import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

const connectionName = { ...s.id('The Graylog connection; may be left out when there is one.'), examples: ['graylog'] };

const streamTitles = s.list(s.text('Title of a stream.'), 'Streams that are searched; all by default.', {
  examples: [['payments']],
});

const query = s.text('Search query; every message by default.', { examples: ['level:<=3 AND application:checkout'] });

const every = { ...s.duration('How often the search runs; one minute by default.'), examples: ['1m'] };

const rule = s.object(
  {
    field: s.text('Field of the message.', { examples: ['application'] }),
    is: s.text('It is exactly this.'),
    contains: s.text('It contains this.'),
    matches: s.text('It matches this regular expression.'),
    above: { type: 'number', description: 'It is a number above this.', examples: [500] },
    below: { type: 'number', description: 'It is a number below this.', examples: [100] },
    exists: s.flag('Whether the message has it.'),
    not: s.flag('Whether the opposite has to hold.'),
  },
  'One rule: a field and what holds of it.',
  ['field'],
);

const stream = s.object(
  {
    match: s.oneOf(['all', 'any'], 'Whether all rules have to match, or any; all by default.', { examples: ['all'] }),
    rules: s.list(rule, 'Which messages go to it.', {
      minItems: 1,
      examples: [[{ field: 'application', is: 'checkout' }]],
    }),
  },
  'A stream of its own, made with the alert, which is searched alone.',
  ['rules'],
);

/** `source.graylog.aggregation`: an event definition that computes something. */
export const aggregation: Schema = s.object(
  {
    connection: connectionName,
    streams: streamTitles,
    stream,
    query,
    compute: s.text('`count`, `unique(field)`, or `avg`, `sum`, `min`, `max`, `pNN` of a field.', {
      pattern: '^(count|(unique|avg|sum|min|max|p[0-9]{1,2})\\([A-Za-z_@][A-Za-z0-9_.@-]*\\))$',
      expected: 'count, unique(field), or an aggregate such as p95(took_ms)',
      examples: ['count', 'p95(took_ms)'],
    }),
    every,
    unit: s.text('Unit of the value.', { examples: ['ms'] }),
  },
  'An aggregation over log messages.',
);

/** `source.graylog.filter`: an event definition for which each message is an event. */
export const filter: Schema = s.object(
  {
    connection: connectionName,
    streams: streamTitles,
    stream,
    query,
    every,
    limit: { ...s.integer('Messages that one execution tells of at most; 100 by default.', 1, 1000), examples: [20] },
  },
  'Log messages, each of which fires.',
);

/** The fields of a connection with `vendor: graylog`. */
export const connection: Schema = s.object(
  {
    url: s.url('Address of Graylog.'),
    token: { ...s.secret('Access token.'), examples: [{ env: 'GRAYLOG_TOKEN' }] },
    onCallKey: {
      ...s.secret('Key of the API integration of the on-call backend through which Graylog calls all squads.'),
      examples: [{ env: 'GRAYLOG_ON_CALL_KEY' }],
    },
    onCall: s.text("Mailbox of a squad's e-mail integration at the on-call backend, for servers before 6.0.", {
      pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
      expected: 'an address such as "graylog-${squad}@acme.opsgenie.net"',
      examples: ['graylog-${squad}@acme.opsgenie.net'],
    }),
    slackWebhook: {
      ...s.secret('Address of a webhook that may write to any channel of Slack.'),
      examples: [{ env: 'GRAYLOG_SLACK_WEBHOOK' }],
    },
  },
  'A Graylog server.',
);
