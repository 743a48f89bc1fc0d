import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

const queryName = '^[A-Za-z][A-Za-z0-9_]*$';

const unit = s.text(
  'Unit that the value and bare thresholds are in: `ratio`, `percent`, `s`, `ms`, `bytes`, or a noun such as `messages`.',
  { pattern: '^[A-Za-z%][A-Za-z0-9%_-]*$', expected: 'a unit such as ratio, s, ms or count', examples: ['ratio', 's'] },
);

/** What is measured on a usual day. */
const typical: Schema = s.mapOf(
  { type: 'number', description: 'A value.', expected: 'a number' },
  'Usual values by query (`count` for logs), of counts per minute: scenarios of `alerts test` stand on them.',
  queryName,
);

/** `source.datadog.metric`: https://docs.datadoghq.com/monitors/types/metric/ */
export const metric: Schema = s.object(
  {
    queries: {
      ...s.mapOf(
        s.text('One query: `aggregator:metric{filter}`, without grouping, window and threshold.', {
          examples: ['sum:payments.card.errors{env:prod}.as_count()'],
        }),
        'The queries by name; names stand for them in the formula.',
        queryName,
      ),
      minProperties: 1,
      examples: [
        { errors: 'sum:shop.errors{env:prod}.as_count()', requests: 'sum:shop.requests{env:prod}.as_count()' },
      ],
    },
    formula: s.text('Arithmetic over the names; optional with one query.', { examples: ['errors / requests'] }),
    unit,
    typical: { ...typical, examples: [{ errors: 2, requests: 500 }] },
  },
  'Metric queries and a formula over them.',
);

/** `source.datadog.logs`: https://docs.datadoghq.com/monitors/types/log/ */
export const logs: Schema = s.object(
  {
    query: s.text('Log search, as in the Log Explorer.', { examples: ['service:checkout status:error'] }),
    index: s.text('Log index; all of them by default.', {
      pattern: '^[^"\\\\\\s]+$',
      expected: 'the name of a log index',
      examples: ['main'],
    }),
    compute: s.text(
      '`count`, `unique(@facet)`, or `avg`, `sum`, `min`, `max`, `p50` to `p99` of a measure: `p95(@duration)`.',
      {
        pattern: '^(count|(unique|avg|sum|min|max|p50|p75|p90|p95|p98|p99)\\(@?[A-Za-z_][A-Za-z0-9_.-]*\\))$',
        expected: 'count, unique(@facet), or an aggregate such as p95(@duration)',
        examples: ['count', 'unique(@usr.id)', 'p95(@duration)'],
      },
    ),
    unit,
    typical: { ...typical, examples: [{ count: 3 }] },
  },
  'A log search.',
);

/** `source.datadog.apm`: https://docs.datadoghq.com/tracing/metrics/metrics_namespace/ */
export const apm: Schema = s.object(
  {
    service: s.text('Service as APM names it.', {
      pattern: '^[a-z0-9_:./-]+$',
      expected: 'a service in lower case, as APM shows it',
      examples: ['checkout-api'],
    }),
    operation: s.text('Operation of the entry span.', {
      pattern: '^[A-Za-z_][A-Za-z0-9_.]*$',
      expected: 'an operation such as http.request',
      examples: ['servlet.request', 'rails.request'],
    }),
    resource: s.text('Only this resource, as APM shows it: `POST /payments`, or with `*` at its end.', {
      examples: ['POST /payments', 'GET /orders/*'],
    }),
    env: s.text("Value of the tag `env`; by default the connection's `env`, else the environment's name.", {
      pattern: '^[a-z0-9_:./*-]+$',
      expected: 'the value of the tag env',
      examples: ['prod'],
    }),
    measure: s.oneOf(
      ['hits', 'errors', 'error-rate', 'avg', 'p50', 'p75', 'p90', 'p95', 'p99'],
      'What is measured: `hits` and `errors` are counts, `error-rate` a ratio, the others are latencies in seconds.',
      { examples: ['error-rate', 'p95'] },
    ),
    typical: { ...typical, examples: [{ errors: 1, hits: 800 }] },
  },
  'Trace metrics of an APM service.',
);

const scopeTags = (description: string, examples: readonly unknown[]): Schema =>
  s.list(
    s.text('A tag, `key:value`.', { pattern: '^[^"\\\\\\s]+$', expected: 'a tag such as env:prod' }),
    description,
    {
      examples,
    },
  );

/** `source.datadog.check`: https://docs.datadoghq.com/monitors/types/service_check/ */
export const check: Schema = s.object(
  {
    name: s.text('Name of the service check.', {
      pattern: '^[A-Za-z0-9_.-]+$',
      expected: 'the name of a service check such as http.can_connect',
      examples: ['http.can_connect'],
    }),
    over: { ...scopeTags('Tags that select the check runs.', [['env:prod', 'instance:web']]), minItems: 1 },
    exclude: scopeTags('Tags of check runs that are left out.', [['host:canary']]),
  },
  'Consecutive statuses of a service check.',
);

/** `source.datadog.event`: https://docs.datadoghq.com/monitors/types/event/ */
export const event: Schema = s.object(
  { query: s.text('Event search.', { examples: ['source:kubernetes status:error'] }) },
  'The number of events that a search finds.',
);

/** `source.datadog.composite`: https://docs.datadoghq.com/monitors/types/composite/ */
export const composite: Schema = s.object(
  {
    members: {
      ...s.mapOf(
        s.text('An alert of this application, or `application/alert`.', {
          pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)*(/[a-z0-9-]+(\\.[a-z0-9-]+)*)?$',
          expected: 'an alert such as error-rate or checkout-api/error-rate',
        }),
        'The alerts by the name that they have in the formula.',
        queryName,
      ),
      minProperties: 1,
      examples: [{ failing: 'error-rate', waiting: 'checkout-db/pool-waiting' }],
    },
    formula: s.text('Names joined by `&&`, `||`, `!` and parentheses.', { examples: ['failing && !waiting'] }),
  },
  'Other alerts, combined.',
);
