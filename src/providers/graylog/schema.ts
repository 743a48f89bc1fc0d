import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** `source.graylog.aggregation`: an event definition over a search. */
export const aggregation: Schema = s.object(
  {
    connection: { ...s.id('The Graylog connection; may be left out when there is one.'), examples: ['graylog'] },
    streams: s.list(s.text('Title of a stream.'), 'Streams that are searched; all by default.', {
      examples: [['payments']],
    }),
    query: s.text('Search query; every message by default.', { examples: ['level:<=3 AND application:checkout'] }),
    compute: s.text('`count`, `unique(field)`, or `avg`, `sum`, `min`, `max`, `pNN` of a field.', {
      pattern: '^(count|(unique|avg|sum|min|max|p[0-9]{1,2})\\([A-Za-z_@][A-Za-z0-9_.@-]*\\))$',
      expected: 'count, unique(field), or an aggregate such as p95(took_ms)',
      examples: ['count', 'p95(took_ms)'],
    }),
    every: { ...s.duration('How often the search runs; one minute by default.'), examples: ['1m'] },
    unit: s.text('Unit of the value.', { examples: ['ms'] }),
  },
  'An aggregation over log messages.',
);

/** The fields of a connection with `vendor: graylog`. */
export const connection: Schema = s.object(
  {
    url: s.url('Address of Graylog.'),
    token: { ...s.secret('Access token.'), examples: [{ env: 'GRAYLOG_TOKEN' }] },
  },
  'A Graylog server.',
);
