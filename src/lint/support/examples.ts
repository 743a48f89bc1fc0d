/**
 * Patches for the examples of rules: the standard alert with another source and a condition that fits it. What the standard alert
 * says beyond that is removed.
 */
type Fields = Readonly<Record<string, string | number | boolean>>;

const standardFields = [
  'is',
  'critical',
  'warning',
  'recovery',
  'warningRecovery',
  'over',
  'delay',
  'reduce',
  'atLeast',
  'noData',
];

/**
 * The standard alert with another source, written as YAML below `source:`; `more` are further fields of the alert, and an empty text
 * leaves a field of the condition out.
 */
export function measured(source: string, condition: Fields, more = ''): string {
  const removed = standardFields.filter((field) => (condition[field] ?? '') === '').map((field) => `${field}: null`);
  const given = Object.entries(condition).flatMap(([field, value]) => (value === '' ? [] : [`${field}: ${value}`]));
  return [
    'source:',
    ...indented(source, '  '),
    'condition:',
    ...[...given, ...removed].map((line) => `  ${line}`),
    'overrides: null',
    more,
  ].join('\n');
}

function indented(text: string, indent: string): string[] {
  return text.split('\n').map((line) => indent + line);
}

const level = { is: 'above', over: '10m', noData: 'keep' };
const events = { is: 'above', over: '10m', noData: 'ok' };

/** Counted errors, without a share. */
export function counted(condition: Fields, more = ''): string {
  const source =
    'datadog: { metric: { queries: { errors: "sum:payments.card.errors{env:${dd}}.as_count()" }, formula: errors, unit: errors } }';
  return measured(source, { reduce: 'sum', ...events, ...condition }, more);
}

/** A level that is sampled, such as memory; `query` is a Datadog metric query. An empty `unit` leaves it out. */
export function gauge(
  condition: Fields,
  more = '',
  query = 'max:payments.pool.used{env:${dd}}',
  unit = 'ratio',
): string {
  const source = `datadog: { metric: { queries: { used: "${query}" }, formula: used${unit === '' ? '' : `, unit: ${unit}`} } }`;
  return measured(source, { ...level, ...condition }, more);
}

/** A count of logs. */
export function logs(condition: Fields, more = ''): string {
  const source = 'datadog: { logs: { query: "service:checkout-api status:error env:${dd}", compute: count } }';
  return measured(source, { ...events, ...condition }, more);
}

/** A measure of a RabbitMQ queue. */
export function queue(measure: string, condition: Fields, more = '', name = 'emails'): string {
  const source = `rabbitmq: { queue: { connection: broker, vhost: /, name: "${name}", measure: ${measure} } }`;
  return measured(source, { ...level, ...condition }, more);
}

/** A project whose broker `alerts watch` looks at; `more` are further fields of the connection. */
export function watchedBroker(more: string, opsgenie = 'watchKey: { env: OPSGENIE_WATCH_KEY }'): string {
  return `connections: { broker: { via: watch, owner: payments, user: { env: RABBIT_USER }, password: { env: RABBIT_PASSWORD }, ${more} }, opsgenie: { ${opsgenie} } }`;
}

/** A share in PromQL; the expression is YAML within single quotes. */
export function promqlAlert(expr: string, more = ''): string {
  const source = `prometheus: { expr: '${expr}', unit: ratio }`;
  return measured(source, { is: 'above', critical: '5%', recovery: '3%', for: '5m', noData: 'ok' }, more);
}

/** A service check of Datadog. */
export function check(condition: Fields, more = ''): string {
  const source = 'datadog: { check: { name: http.can_connect, over: ["env:${dd}"] } }';
  return measured(source, condition, more);
}

/** An uptime probe of StatusCake; `fields` are YAML within braces. */
export function uptime(
  condition: Fields,
  more = '',
  fields = 'every: 1m, regions: [london, paris], contains: ok',
): string {
  const source = `statuscake: { uptime: { url: "https://pay.acme.example/healthz", ${fields} } }`;
  return measured(source, condition, `groups: null\nmessage: Card payments fail\n${more}`);
}

/** A query of Redash. */
export function redash(sql: string, fields: string, condition: Fields, more = ''): string {
  const source = `redash: { query: { connection: warehouse, column: n, sql: "${sql}", ${fields} } }`;
  return measured(
    source,
    { noData: 'notify', ...condition },
    `groups: null\nmessage: Few signatures\ncategory: business\n${more}`,
  );
}

/** An aggregation of Graylog. */
export function graylog(fields: string, condition: Fields, more = ''): string {
  const source = `graylog: { aggregation: { streams: [payments], compute: count, ${fields} } }`;
  return measured(
    source,
    { is: 'above', noData: 'ok', ...condition },
    `groups: null\nmessage: Refused cards\ncategory: security\npriority: P2\n${more}`,
  );
}

/** A project with the connection that {@link graylog} uses; `more` are further fields of it. */
export function graylogServer(more: string): string {
  return `connections: { graylog: { vendor: graylog, url: "https://graylog.acme.example", token: { env: GRAYLOG_TOKEN }, ${more} } }`;
}

/** The burn rate of an SLO. */
export function burn(condition: Fields, more = ''): string {
  return measured('slo: checkout-available', condition, `groups: null\nmessage: Card payments fail\n${more}`);
}

/** An SLO document of the standard application. */
export function sloDocument(target: number, more = '', name = 'checkout-available'): string {
  return `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: checkout-api
  indicator:
    metadata: { name: answered }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: datadog, spec: { query: "sum:payments.card.good{env:\${dd}}.as_count()" } } }
        total: { metricSource: { type: datadog, spec: { query: "sum:payments.card.requests{env:\${dd}}.as_count()" } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ displayName: Answered, target: ${target} }]
${more}`;
}

/** A project with the connection that {@link redash} names. */
export const warehouse =
  'connections: { warehouse: { vendor: redash, url: "https://redash.acme.example", dataSource: Warehouse, apiKey: { env: REDASH_API_KEY } } }';

const firing = `  - name: pages during an outage
    input: { metrics: { errors: "0 x15, 40 x10, 0 x20", requests: "500 x45" } }
    expect: [{ by: 22m, state: alert }, { by: 40m, state: ok, recovery: true }]`;
const quiet = `  - name: stays quiet on a blip
    input: { metrics: { errors: "0 x15, 3 x1, 0 x20", requests: "500 x36" } }
    never: [alert]`;
const silent = `  - name: missing data are health
    input: { metrics: { errors: "_ x20", requests: "_ x20" } }
    never: [alert, no-data]`;

/** A complete AlertTest of the standard alert; `cases` replaces its cases. */
export function alertTest(cases = [firing, quiet, silent].join('\n')): Record<string, string> {
  const text = `apiVersion: alerts/v1
kind: AlertTest
id: card-errors
alert: checkout-api/card-errors
clock: { start: 2026-01-05T09:00, step: 1m }
cases:
${cases}
`;
  return { 'payments/card-errors.test.yaml': text };
}

/** The parts of {@link alertTest}. */
export const testCases = { firing, quiet, silent };
