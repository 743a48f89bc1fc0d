import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** `source.redash.query`: a scheduled query and an alert on one of its columns. */
export const query: Schema = s.object(
  {
    connection: { ...s.id('The Redash connection; may be left out when there is one.'), examples: ['warehouse'] },
    dataSource: s.text('Name of the data source that it runs on; that of the connection where it says one.', {
      examples: ['Warehouse'],
    }),
    sql: s.text('The query. `${}` stays as it is unless `interpolate` is set.', {
      examples: ["select count(*) as n from signatures where completed_at > now() - interval '30 minutes'"],
    }),
    column: s.text('Column of the result that is compared.', { examples: ['n'] }),
    selector: s.oneOf(['first', 'max', 'min'], 'Which row counts; the first by default.', { examples: ['max'] }),
    every: { ...s.duration('How often the query runs.'), examples: ['10m'] },
    unit: s.text('Unit of the column.', { examples: ['count'] }),
    interpolate: s.flag('Fill `${}` in the query.'),
  },
  'A column of a SQL query.',
);

/** The fields of a connection with `vendor: redash`. */
export const connection: Schema = s.object(
  {
    url: s.url('Address of Redash.'),
    apiKey: {
      ...s.secret('API key of an admin: only admins make destinations.'),
      examples: [{ env: 'REDASH_API_KEY' }],
    },
    dataSource: s.text('Name of the data source that queries run on.', { examples: ['Warehouse'] }),
    onCall: s.text("Mailbox of a squad's e-mail integration at the on-call backend.", {
      pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
      expected: 'an address such as "redash-${squad}@acme.opsgenie.net"',
      examples: ['redash-${squad}@acme.opsgenie.net'],
    }),
    onCallWebhook: {
      ...s.secret('Address of a relay to the on-call backend, which is asked instead of writing mails.'),
      examples: [{ env: 'REDASH_ON_CALL_WEBHOOK' }],
    },
  },
  'A Redash server.',
);
