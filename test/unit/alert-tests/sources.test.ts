import { describe, expect, it } from 'vitest';
import { standardProject } from '../../../src/lint/examples/standard-tree.ts';
import { standardSquad } from '../../../src/lint/examples/standard-tree.ts';
import { failuresOf, verdictsOf } from './tree-support.ts';

describe('service checks', () => {
  const alert = `
source: { datadog: { check: { name: http.can_connect, over: ['env:\${dd}'] } } }
condition: { failures: 3, recoveries: 2, noData: notify }`;

  it('fire after so many failures in a row, and recover after so many successes', async () => {
    const cases = `
- name: one blip
  input: { checks: 'ok x5, critical x2, ok x5' }
  never: [alert]
- name: outage
  input: { checks: 'ok x5, critical x3, ok, critical, ok x3' }
  expect: [{ from: 0m, to: 6m, state: ok }, { by: 7m, state: alert }, { at: 10m, state: alert }, { by: 11m, state: ok }]
- name: silence
  input: { checks: 'ok x5, _ x12, ok' }
  expect: [{ from: 0m, to: 13m, state: ok }, { by: 14m, state: no-data }, { by: 17m, state: ok }]
- name: an unknown status ends the row
  input: { checks: 'critical x2, unknown, critical x2' }
  never: [alert]`;
    expect(await failuresOf({ alert, cases })).toEqual([]);
  });
});

describe('log monitors', () => {
  const source = (query: string, compute = 'count'): string =>
    `source: { datadog: { logs: { query: '${query}', compute: '${compute}' } } }`;

  it('count what the search finds, in the window', async () => {
    const alert = `${source('service:checkout @status:>499 -@retried:true')}\ncondition: { is: above, critical: 10, over: 5m, noData: ok }`;
    const cases = `
- name: fires and heals
  input: { logs: [{ from: 10m, to: 15m, every: 1m, count: 4, fields: { service: checkout, status: 500, retried: false } }, { at: 30m, fields: { service: checkout, status: 200 } }] }
  expect: [{ from: 0m, to: 12m, state: ok }, { by: 13m, state: alert }, { by: 18m, state: ok }]
- name: other logs do not count
  input:
    logs:
      - { from: 0m, to: 15m, every: 1m, count: 9, fields: { service: billing, status: 500, retried: false } }
      - { from: 0m, to: 15m, every: 1m, count: 9, fields: { service: checkout, status: 404, retried: false } }
      - { from: 0m, to: 15m, every: 1m, count: 9, fields: { service: checkout, status: 503, retried: true } }
  never: [alert]`;
    const verdicts = await verdictsOf({ alert, cases });
    expect(verdicts.flatMap(({ failures }) => failures)).toEqual([]);
    expect(verdicts[0]?.fidelity).toBe('exact');
  });

  it('take for granted what no record declares, and say so', async () => {
    const alert = `${source('service:checkout env:${dd} status:error -source:test')}\ncondition: { is: above, critical: 10, over: 5m, noData: ok }`;
    const cases = `
- name: only the service is declared
  input: { logs: [{ at: 3m, count: 11, fields: { service: checkout } }] }
  expect: [{ by: 4m, state: alert }]`;
    const [verdict] = await verdictsOf({ alert, cases });
    expect(verdict).toMatchObject({ passed: true, fidelity: 'given' });
  });

  it('that fire low and are grouped need some logs of the group, or silence of all', async () => {
    const alert = `${source('env:prod')}\ngroups: { by: { shop: '@shop' } }\ncondition: { is: below, critical: 5, over: 5m }`;
    const busy = (shop: string, count: number, from = '0m', to = '20m'): string =>
      `{ from: ${from}, to: ${to}, every: 1m, count: ${count}, fields: { shop: ${shop} } }`;
    const cases = `
- name: one is silent while the other one sells
  input: { logs: [${busy('a', 4)}, ${busy('b', 4, '0m', '8m')}] }
  expect: [{ from: 14m, to: 20m, state: ok, group: { shop: b } }]
- name: a few logs are too few
  input: { logs: [${busy('a', 4)}, ${busy('b', 4, '0m', '8m')}, { at: 15m, fields: { shop: b } }] }
  expect: [{ by: 16m, state: alert, group: { shop: b } }]
- name: all are silent
  input: { logs: [${busy('a', 4, '0m', '8m')}, ${busy('b', 4, '0m', '8m')}, { at: 20m, fields: { shop: c } }] }
  expect: [{ at: 13m, state: alert, group: { shop: a } }, { at: 13m, state: alert, group: { shop: b } }]`;
    expect(await failuresOf({ alert, cases })).toEqual([]);
  });

  it('compute over measures', async () => {
    const alert = `${source('service:checkout', 'p95(@duration)')}\ncondition: { is: above, critical: 3, over: 5m, noData: keep }`;
    const cases = `
- name: one in twenty is slow
  input: { logs: [{ at: 1m, count: 94, fields: { service: checkout, duration: 1 } }, { at: 1m, count: 6, fields: { service: checkout, duration: 9 } }] }
  expect: [{ by: 2m, state: alert }]
- name: fewer are
  input: { logs: [{ at: 1m, count: 96, fields: { service: checkout, duration: 1 } }, { at: 1m, count: 4, fields: { service: checkout, duration: 9 } }] }
  never: [alert]`;
    const verdicts = await verdictsOf({ alert, cases });
    expect(verdicts.flatMap(({ failures }) => failures)).toEqual([]);
    expect(verdicts[0]?.fidelity).toBe('approximate');
  });

  it('refuse searches that cannot be read', async () => {
    const alert = `${source('service:checkout status:(error')}\ncondition: { is: above, critical: 10, over: 5m, noData: ok }`;
    const [failure] = await failuresOf({
      alert,
      cases: '- { name: a, input: { logs: [{ at: 1m }] }, never: [alert] }',
    });
    expect(failure).toContain('refused: Cannot be evaluated: the search');
  });
});

describe('composites', () => {
  const files = (noData: string): Record<string, string> => ({
    'payments/members.yaml': `
apiVersion: alerts/v1
kind: Application
id: members
alerts:
  failing: { description: Failing, source: { datadog: { metric: { queries: { a: 'avg:a{*}' } } } }, condition: { is: above, critical: 1, over: 5m, noData: ${noData} } }
  waiting: { description: Waiting, source: { datadog: { metric: { queries: { a: 'avg:b{*}' } } } }, condition: { is: above, critical: 1, over: 5m, noData: ${noData} } }
`,
  });
  const alert = (noData: string): string =>
    `source: { datadog: { composite: { members: { failing: members/failing, waiting: members/waiting }, formula: failing && !waiting } } }\ncondition: { noData: ${noData} }`;

  it('combine the states that the case gives', async () => {
    const cases = `
- name: only one of them
  input: { states: { failing: ok x5, warning: ok x5 } }
  never: [alert]`;
    const [wrong] = await failuresOf({ alert: alert('keep'), cases, files: files('notify') });
    expect(wrong).toContain('the formula has no member "warning"; it has failing, waiting');
    const good = `
- name: fires with the least severe of both
  input: { states: { failing: ok x5 , waiting: ok x5 } }
  expect: [{ at: 4m, state: ok }]
- name: fires
  input: { states: { failing: 'ok x5, alert x5', waiting: 'ok x8, warning x2' } }
  expect: [{ at: 4m, state: ok }, { by: 5m, state: alert }, { by: 8m, state: ok }]
- name: keeps its state without data
  input: { states: { failing: 'alert x2, no-data x3', waiting: ok x5 } }
  expect: [{ from: 0m, to: 5m, state: alert }]
  never: [no-data]`;
    const verdicts = await verdictsOf({ alert: alert('keep'), cases: good, files: files('notify') });
    expect(verdicts.flatMap(({ failures }) => failures)).toEqual([]);
    expect(verdicts.map(({ fidelity }) => fidelity)).toEqual(['given', 'given', 'given']);
  });
});

describe('burn rates', () => {
  const files = {
    'payments/slo.yaml': `
apiVersion: openslo/v1
kind: SLO
metadata: { name: checkout }
spec:
  service: checkout-api
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  indicator:
    metadata: { name: good }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: datadog, spec: { query: 'sum:good{*}.as_count()' } } }
        total: { metricSource: { type: datadog, spec: { query: 'sum:all{*}.as_count()' } } }
  objectives: [{ target: 0.99 }]
`,
  };
  const alert = 'source: { slo: checkout }\ncondition: { burn: 10, long: 1h, short: 5m }';

  it('need both windows beyond the rate', async () => {
    // At 99% a rate of 10 is 10% of errors: over the hour after six minutes of total failure (6 in 60, and a little more).
    const cases = `
- name: total failure
  input: { slo: { good: '100 x60, 0 x20, 100 x30', total: 100 x110 } }
  expect: [{ from: 0m, to: 66m, state: ok }, { by: 67m, state: alert }, { by: 85m, state: ok }]
- name: a short one
  input: { slo: { good: '100 x60, 0 x6, 100 x30', total: 100 x96 } }
  never: [alert]
- name: without traffic the state is kept
  input: { slo: { good: '0 x70, _ x70', total: '100 x70, _ x70' } }
  expect: [{ from: 0m, to: 130m, state: alert }]`;
    expect(await failuresOf({ alert, cases, files })).toEqual([]);
  });
});

describe('RabbitMQ', () => {
  const alert = (measure: string, is: string, more = ''): string =>
    `source: { rabbitmq: { queue: { connection: broker, name: 'orders.*', measure: ${measure} } } }\ncondition: { is: ${is}, critical: 100, over: 5m, reduce: ${is === 'above' ? 'min' : 'max'}, noData: notify }\n${more}`;

  it('watches the worst queue that the pattern names', async () => {
    const cases = `
- name: one of two is full
  input: { queues: [{ name: orders.paid, ready: '5 x40' }, { name: orders.sent, ready: '5 x10, 500 x10, 5 x20' }, { name: emails, ready: 9999 x40 }] }
  expect: [{ from: 0m, to: 14m, state: ok }, { by: 15m, state: alert }, { by: 21m, state: ok }]
- name: the broker is silent
  input: { queues: { ready: '5 x10, _ x20' } }
  expect: [{ by: 15m, state: no-data, notifies: [channel:default] }]`;
    expect(await failuresOf({ alert: alert('ready', 'above'), cases })).toEqual([]);
  });

  it('watches the lowest for what must not be low', async () => {
    const cases = `
- name: one of two has no consumers
  input: { queues: [{ name: orders.paid, consumers: 200 x20 }, { name: orders.sent, consumers: '200 x5, 0 x15' }] }
  expect: [{ by: 10m, state: alert }]`;
    expect(await failuresOf({ alert: alert('consumers', 'below'), cases })).toEqual([]);
  });

  it('has a state for each queue when it is grouped by queue', async () => {
    const cases = `
- name: one of two
  input: { queues: [{ name: orders.paid, ready: 5 x20 }, { name: orders.sent, ready: '5 x5, 500 x15' }] }
  expect: [{ by: 10m, state: alert, group: { queue: orders.sent }, title: 'contains "orders.sent"' }, { from: 0m, to: 20m, state: ok, group: { queue: orders.paid } }]`;
    const grouped = alert('ready', 'above', 'groups: { by: { queue: rabbitmq_queue } }');
    expect(await failuresOf({ alert: grouped, cases })).toEqual([]);
  });

  it('says what is missing', async () => {
    const one = (queues: string): string => `- { name: a, input: { queues: ${queues} }, never: [alert] }`;
    expect((await failuresOf({ alert: alert('ready', 'above'), cases: one('{ consumers: 5 x5 }') }))[0]).toContain(
      'there are no samples of "ready"',
    );
    expect(
      (await failuresOf({ alert: alert('ready', 'above'), cases: one('[{ name: emails, ready: 5 x5 }]') }))[0],
    ).toContain('no queue of the case matches "orders.*"');
  });
});

describe('RabbitMQ through alerts watch', () => {
  const files = { 'project.yaml': standardProject.replace('via: datadog', 'via: watch, owner: payments') };
  const alert = (condition: string, more = ''): string =>
    `source: { rabbitmq: { queue: { connection: broker, name: 'orders.*', measure: ready } } }\ncondition: { ${condition} }\n${more}`;

  it('is evaluated by the code of the watch, each sample an observation', async () => {
    const cases = `
- name: hysteresis, holding and a full window
  input: { queues: { ready: '5 x10, 500 x10, 60 x5, 40 x5' } }
  expect: [{ from: 0m, to: 13m, state: ok }, { at: 14m, state: alert, notifies: [on-call] }, { from: 14m, to: 24m, state: alert }, { at: 25m, state: ok }]
- name: the queues are gone
  input: { queues: { ready: '5 x10, _ x20' } }
  expect: [{ by: 15m, state: no-data, notifies: [channel:default] }]`;
    const condition = 'is: above, critical: 100, recovery: 50, over: 5m, reduce: min, noData: notify';
    expect(await failuresOf({ alert: alert(condition), cases, files })).toEqual([]);
    const verdicts = await verdictsOf({ alert: alert(condition), cases, files });
    expect(verdicts.map(({ fidelity }) => fidelity)).toEqual(['exact', 'exact']);
  });

  it('has an alert for each queue, whose name is in the title', async () => {
    const cases = `
- name: one of two
  input: { queues: [{ name: orders.paid, ready: 5 x20 }, { name: orders.sent, ready: '5 x5, 500 x15' }] }
  expect: [{ at: 5m, state: alert, group: { queue: orders.sent }, title: 'contains "orders.sent"' }, { from: 0m, to: 20m, state: ok, group: { queue: orders.paid } }]`;
    const grouped = alert('is: above, critical: 100, noData: keep', 'groups: { by: [queue] }');
    expect(await failuresOf({ alert: grouped, cases, files })).toEqual([]);
  });
});

describe('Redash, as its source does it', () => {
  const files = {
    'payments/squad.yaml': standardSquad.replace('channels: {', 'channels: { mail: { email: sql@acme.example },'),
  };
  const alert = (selector = 'first'): string =>
    `source: { redash: { query: { dataSource: Warehouse, sql: select 1, column: n, selector: ${selector}, every: 10m } } }\ncondition: { is: above, critical: 5, noData: notify }\nnotify: { critical: { channel: mail } }`;

  it('is unknown without rows, column or value, and silent when it comes from there to ok', async () => {
    const cases = `
- name: states
  input:
    rows:
      - { at: 0m, rows: [{ n: 5 }] }
      - { at: 10m, rows: [{ n: 6 }, { n: 1 }] }
      - { at: 20m, error: timeout }
      - { at: 30m, rows: [] }
      - { at: 40m, rows: [{ n: 1 }] }
      - { at: 50m, rows: [{ m: 1 }] }
      - { at: 60m, rows: [{ n: null }] }
      - { at: 70m, rows: [{ n: '7.5' }] }
  expect:
    - { at: 0m, state: ok }
    - { from: 10m, to: 29m, state: alert, notifies: [channel:mail] }
    - { at: 30m, state: no-data }
    - { at: 40m, state: ok }
    - { from: 50m, to: 69m, state: no-data }
    - { at: 70m, state: alert }
  notifications: { min: 4, max: 4 }`;
    const verdicts = await verdictsOf({ alert: alert(), cases, files });
    expect(verdicts.flatMap(({ failures }) => failures)).toEqual([]);
    expect(verdicts[0]?.fidelity).toBe('exact');
  });

  it('selects the largest or smallest row, and knows nothing when one is no number', async () => {
    const rows = (text: string, state: string): string =>
      `- { name: a, input: { rows: [{ at: 0m, rows: [${text}] }] }, expect: [{ at: 0m, state: ${state} }] }`;
    expect(await failuresOf({ alert: alert('max'), cases: rows('{ n: 1 }, { n: 9 }', 'alert'), files })).toEqual([]);
    expect(await failuresOf({ alert: alert('min'), cases: rows('{ n: 1 }, { n: 9 }', 'ok'), files })).toEqual([]);
    expect(await failuresOf({ alert: alert('max'), cases: rows('{ n: 1 }, { n: x }', 'no-data'), files })).toEqual([]);
  });
});

describe('StatusCake and Graylog', () => {
  it('probes: down for long enough, confirmed by others', async () => {
    const alert = `source: { statuscake: { uptime: { url: 'https://shop.example/', every: 1m } } }\ncondition: { downFor: 3m, confirmations: 1 }\nnotify: { critical: none }`;
    const cases = `
- name: one location sees it down
  input: { probes: { paris: 'up x5, down x10', london: up x15 } }
  never: [alert]
- name: two do
  input: { probes: { paris: 'up x5, down x10', london: 'up x6, down x5, up x4' } }
  expect: [{ from: 0m, to: 8m, state: ok }, { by: 9m, state: alert }, { by: 11m, state: ok }]`;
    expect(await failuresOf({ alert, cases })).toEqual([]);
  });

  it('heartbeats that stay out', async () => {
    const alert = `source: { statuscake: { heartbeat: {} } }\ncondition: { missingFor: 10m }\nnotify: { critical: none }`;
    const cases = `
- name: stops and returns
  input: { heartbeats: 'ping x10, _ x20, ping x5' }
  expect: [{ from: 0m, to: 19m, state: ok }, { by: 20m, state: alert }, { by: 30m, state: ok }]
- name: as times
  input: { heartbeats: [5m, 12m, 21m] }
  never: [alert]`;
    expect(await failuresOf({ alert, cases })).toEqual([]);
  });

  it('certificates', async () => {
    const alert = `source: { statuscake: { ssl: { host: shop.example } } }\ncondition: { expiresWithin: 14d }\nnotify: { critical: none }`;
    const cases = `
- name: is renewed late
  input: { probes: { daysLeft: '20..1 x20, 89' } }
  expect: [{ at: 5d, state: ok }, { by: 6d, state: alert }, { by: 20d, state: ok }]`;
    expect(await failuresOf({ alert, cases, step: '1d' })).toEqual([]);
  });

  it('pages, at each of their loads', async () => {
    const alert = `source: { statuscake: { pageSpeed: { url: 'https://shop.example/', measure: load-time, every: 30m } } }
condition: { is: above, critical: 4s, noData: ok }
notify: { critical: none }`;
    const cases = `
- name: between two loads nobody sees anything
  input: { probes: { loads: '900 x1, 9000 x2, 900 x3, 4000 x3' } }
  never: [alert]
- name: slow, then not loaded at all, then fast
  input: { probes: { loads: '900 x3, 4001 x3, _ x6, 900 x3' } }
  expect: [{ at: 20m, state: ok }, { at: 30m, state: alert }, { at: 110m, state: alert }, { at: 120m, state: ok }]
- name: as what it compares
  input: { value: '1s x3, 2*critical x3, 3s x3' }
  expect: [{ at: 20m, state: ok }, { at: 30m, state: alert }, { at: 60m, state: ok }]`;
    expect(await failuresOf({ alert, cases, step: '10m' })).toEqual([]);
  });

  const graylog = (source: string, more = ''): string => `source: { graylog: { ${source} } }\n${more}`;
  const logs = {
    'project.yaml': standardProject.replace(
      'connections:',
      'connections:\n  graylog: { vendor: graylog, url: "https://graylog.acme.example", token: { env: T }, onCallKey: { env: K }, slackWebhook: { env: W } }',
    ),
  };
  const burst = (...times: readonly string[]): string =>
    `[${times.map((at) => `{ at: ${at}, count: 20, fields: { level: 3, shop: a } }`).join(', ')}]`;

  it('event definitions of Graylog fire at each execution that finds too much', async () => {
    const alert = graylog(
      "aggregation: { query: 'level:<=3', compute: count, every: 5m }",
      'condition: { is: above, critical: 10, over: 5m }',
    );
    const cases = `
- name: a burst
  input: { logs: [{ from: 6m, to: 9m, every: 1m, count: 5, fields: { level: 3 } }, { from: 0m, to: 30m, every: 1m, count: 50, fields: { level: 6 } }] }
  expect: [{ from: 0m, to: 9m, state: ok }, { at: 10m, state: alert }, { at: 15m, state: ok }]`;
    expect(await failuresOf({ alert, cases, files: logs })).toEqual([]);
  });

  it('executions of Graylog lag behind whole minutes as the test says', async () => {
    const alert = graylog(
      "aggregation: { query: 'level:3', compute: count, every: 5m }",
      'condition: { is: above, critical: 10, over: 5m }',
    );
    const cases = `- { name: a, input: { logs: [{ at: 301s, count: 20, fields: { level: 3 } }] }, expect: [{ at: 6m, state: alert }] }`;
    expect(await failuresOf({ alert, cases, files: logs, phase: 30 })).toEqual([]);
    expect(await failuresOf({ alert, cases, files: logs })).toHaveLength(1);
  });

  it('each message of a filter fires, seen once', async () => {
    const alert = graylog(
      "filter: { query: 'level:3', every: 2m }",
      'notify: { critical: { channel: default } }\nrenotify: null',
    );
    const cases = `
- name: one message
  input: { logs: [{ at: 3m, count: 1, fields: { level: 3 } }] }
  expect: [{ at: 2m, state: ok }, { at: 4m, state: alert }, { at: 6m, state: ok }]
  notifications: { min: 1, max: 1 }`;
    expect(await failuresOf({ alert, cases, files: logs })).toEqual([]);
  });

  const counted = "aggregation: { query: 'level:3', compute: count, every: 1m }";
  const above = 'condition: { is: above, critical: 10, over: 1m }';
  const twice = `input: { logs: ${burst('5m', '6m', '7m', '20m')} }`;

  it('a grace period goes on when the alert has ended, and each execution tells where there is none', async () => {
    const channel = 'notify: { critical: { channel: default } }';
    const told = (renotify: string, times: number): Promise<string[]> =>
      failuresOf({
        alert: graylog(counted, `${above}\n${channel}\nrenotify: ${renotify}`),
        cases: `- { name: a, ${twice}, expect: [{ at: 21m, state: alert }], notifications: { min: ${times}, max: ${times} } }`,
        files: logs,
      });
    expect(await told('{ every: 30m, max: null }', 1)).toEqual([]);
    expect(await told('{ every: 10m, max: null }', 2)).toEqual([]);
    expect(await told('null', 4)).toEqual([]);
  });

  it('requests to the on-call backend are one alert until its definition closes it', async () => {
    const alert = graylog(counted, `${above}\nrenotify: { every: 30m }`);
    const cases = `- { name: a, ${twice}, expect: [{ by: 6m, notifies: [on-call] }, { at: 21m, notifies: [on-call] }], notifications: { min: 2, max: 2 } }`;
    expect(await failuresOf({ alert, cases, files: logs })).toEqual([]);
  });
});

describe('what cannot be evaluated', () => {
  const metric = (queries: string, formula = ''): string =>
    `source: { datadog: { metric: { queries: { ${queries} }${formula} } } }\ncondition: { is: above, critical: 5, over: 5m, noData: keep }`;
  const cases = '- { name: a, input: { metrics: { a: 1 x5 } }, never: [alert] }';

  it.each([
    ['anomalies', metric(`a: "anomalies(avg:a{*}, 'basic', 2)"`), 'anomalies() compares'],
    ['forecasts', metric(`a: "forecast(avg:a{*}, 'linear', 1)"`), 'forecast() compares'],
    [
      'functions over time in a formula',
      metric(`a: 'avg:a{*}'`, ', formula: moving_rollup(a)'),
      'moving_rollup() is not imitated',
    ],
    [
      'ratios inside a query',
      metric(`a: 'sum:a{*}.as_count() / sum:b{*}.as_count()'`),
      'needs each side of "a" as a query',
    ],
    [
      'raw',
      `source: { datadog: { raw: { type: query alert, query: 'avg(last_5m):avg:a{*} > 5' } } }`,
      'datadog.raw is not imitated',
    ],
    ['PromQL', `source: { prometheus: { expr: up } }\ncondition: { is: below, critical: 1, over: 5m }`, 'promtool'],
    [
      'another input',
      'source: { statuscake: { heartbeat: {} } }\ncondition: { missingFor: 10m }\nnotify: { critical: none }',
      'fed with "heartbeats", not with "metrics"',
    ],
  ])('%s: is refused with the reason, never passed', async (_, alert, reason) => {
    const [verdict] = await verdictsOf({ alert, cases });
    expect(verdict).toMatchObject({ passed: false, failures: [{ kind: 'refused' }] });
    expect(verdict?.failures[0]?.message).toContain(reason);
  });

  it('says that functions inside a query are given by the case', async () => {
    const [verdict] = await verdictsOf({ alert: metric(`a: 'moving_rollup(avg:a{*}, 60, avg)'`), cases });
    expect(verdict).toMatchObject({ passed: true, fidelity: 'given' });
  });

  it('names a series or group that is missing', async () => {
    const two = metric(`a: 'avg:a{*}', b: 'avg:b{*}'`, ', formula: a / b');
    expect((await failuresOf({ alert: two, cases }))[0]).toContain('computed from "b", for which there is no series');
    const grouped = `${metric(`a: 'avg:a{*}'`)}\ngroups: { by: [host] }`;
    expect((await failuresOf({ alert: grouped, cases }))[0]).toContain('is grouped by host; "host" is missing');
  });
});
