import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, goodMonitor, goodSlo } from './datadog-client.ts';
import { type DatadogSimulator, startDatadog } from './datadog/index.ts';

let datadog: DatadogSimulator;
let member = 0;
let slo = '';
beforeAll(async () => {
  datadog = await startDatadog();
  member = ((await ask(datadog, 'POST', '/api/v1/monitor', goodMonitor)).body as { id: number }).id;
  slo = ((await ask(datadog, 'POST', '/api/v1/slo', goodSlo)).body as { data: [{ id: string }] }).data[0].id;
});
afterAll(async () => datadog.close());

/** The errors of `POST /api/v1/monitor/validate`, none when it is fine. */
async function errors(body: object): Promise<readonly string[]> {
  const { body: answer } = await ask(datadog, 'POST', '/api/v1/monitor/validate', body);
  return (answer as { errors?: string[] }).errors ?? [];
}

async function ofQuery(type: string, query: string): Promise<readonly string[]> {
  return errors({
    type,
    query: query.replaceAll('MEMBER', String(member)).replace('SLO', slo),
    name: 'n',
    message: 'm',
  });
}

test.each([
  ['query alert', 'avg(last_5m):avg:a.b{*} > 1'],
  ['metric alert', 'change(avg(last_1h),1d_ago):sum:a.b{env:prod AND !host:x} by {host,env}.as_count() < -1.5'],
  ['query alert', "avg(last_4h):anomalies(avg:a.b{*} by {host}, 'basic', 2, direction='both', interval=60) >= 1"],
  ['query alert', 'sum(last_10m):default_zero(sum:a.b{*}.as_count()) / (sum:c{*}.as_count() + 1) * 100 >= 5'],
  ['query alert', 'percentile(last_10m):p99:trace.http.request{service:shop} > 0.5'],
  ['log alert', 'logs("service:foo AND type:error").index("main").rollup("count").by("source").last("5m") > 2'],
  ['log alert', 'logs("*").index("*").rollup("cardinality", "@user.id").last("1h") < 3'],
  ['event-v2 alert', 'events("source:alerts").rollup("count").last("2h") >= 1'],
  ['trace-analytics alert', 'trace-analytics("env:prod").rollup("pc99", "@duration").last("5m") > 2000000'],
  ['process alert', "processes('java').over('env:prod').rollup('count').last('10m') < 1"],
  ['service check', '"ntp.in_sync".over("env:prod").by("host").last(4).count_by_status()'],
  ['composite', '!(MEMBER && MEMBER) || MEMBER'],
  ['slo alert', 'error_budget("SLO").over("30d") > 75'],
  ['slo alert', 'burn_rate("SLO").over("30d").long_window("6h").short_window("30m") > 6'],
])('%s: %s is a query', async (type, query) => {
  expect(await ofQuery(type, query)).toEqual([]);
});

const invalid = /^The value provided for parameter 'query' is invalid: /;
test.each([
  ['log alert', 'query', /invalid operator specified: $/],
  ['query alert', 'avg(last_5m):avg:a.b{} > 1', invalid],
  ['query alert', 'avg(last_5m):avg:a.b{*} by {} > 1', invalid],
  ['query alert', 'avg(last_5m):avg:a.b > 1', invalid],
  ['query alert', 'avg(last_9d):avg:a.b{*} > 1', /not between 1 and 10080/],
  ['query alert', 'avg(last_5m):(avg:a.b{*} > 1', invalid],
  ['query alert', 'avg(current_1h):avg:a.b{*} > 1', /evaluation_window/],
  ['log alert', "logs('*').index('*').rollup('count').last('5m') > 2", invalid],
  ['log alert', 'logs("*").index("*").rollup("avg").last("5m") > 2', /needs a measure/],
  ['log alert', 'logs("*").index("*").rollup("count").last("3d") > 2', /2880/],
  ['log alert', 'events("*").rollup("count").last("5m") > 2', invalid],
  ['service check', '"x".over("").by("host").last(4).count_by_status()', /cannot be blank/],
  ['service check', '"x".over("*").last(4).count_by_status()', /group must be specified/],
  ['service check', '"x".over("*").by("*").last(400).count_by_status()', /between 1 and 100/],
  ['composite', '123456 && MEMBER', /^Some monitor IDs are invalid$/],
  ['composite', 'MEMBER &&', invalid],
  ['slo alert', 'error_budget("0000").over("30d") > 75', /not found/],
  ['slo alert', 'error_budget("SLO").over("7d") > 75', /no target over 7d/],
  ['slo alert', 'burn_rate("SLO").over("30d").long_window("72h").short_window("6h") > 1', /1 and 48 hours/],
  ['slo alert', 'burn_rate("SLO").over("30d").long_window("1h").short_window("5m") > 300', /in range 0 to 200.0/],
])('%s: %s is not', async (type, query, words) => {
  expect((await ofQuery(type, query)).join()).toMatch(words);
});

const log = 'logs("*").index("*").rollup("count").by("a,b").last("5m") > 2';
describe('refused:', () => {
  test.each<[string, object, RegExp]>([
    ['another critical', { thresholds: { critical: 91 } }, /^Alert threshold \(91.0\) does not match .* \(90.0\)\.$/],
    ['no critical', { thresholds: { warning: 80 } }, /^Alert status is required.$/],
    ['a text', { thresholds: { critical: '90' } }, /^Non-numeric threshold value.$/],
    ['a warning beyond', { thresholds: { critical: 90, warning: 95 } }, /must be less than/],
    [
      'a recovery beyond',
      { thresholds: { critical: 90, critical_recovery: 91 } },
      /simultaneously in alert and alert rec/,
    ],
    ['an unknown threshold', { thresholds: { critical: 90, fatal: 95 } }, /'fatal' was unexpected/],
    ['an unknown option', { no_data_timeframes: 5 }, /^Invalid monitor option: no_data_timeframes$/],
    ['too long a delay', { new_group_delay: 43_201 }, /new_group_delay/],
    ['a fraction of an hour', { timeout_h: 1.5 }, /timeout_h/],
    ['a status unknown', { renotify_interval: 10, renotify_statuses: ['ok'] }, /renotify_statuses/],
    ['statuses alone', { renotify_statuses: ['alert'] }, /needs renotify_interval/],
    ['both ways of missing data', { on_missing_data: 'resolve', notify_no_data: true }, /cannot be combined/],
    ['windows without anomalies', { threshold_windows: { trigger_window: 'last_15m' } }, /anomaly/],
    ['a group that is not one', { notify_by: ['env'] }, /proper subset/],
    ['all groups', { notify_by: ['host'] }, /proper subset/],
    ['retention of metrics', { group_retention_duration: '2h' }, /group_retention_duration is not available/],
  ])('%s', async (_, options, words) => {
    expect((await errors({ ...goodMonitor, options })).join()).toMatch(words);
  });

  test('unknown fields, types and priorities', async () => {
    expect(await errors({ ...goodMonitor, priorty: 1 })).toEqual([expect.stringContaining("'priorty' was unexpected")]);
    expect(await errors({ ...goodMonitor, type: 'metrics alert' })).toHaveLength(1);
    expect(await errors({ ...goodMonitor, priority: 6 })).toHaveLength(1);
    expect(await errors({ type: 'query alert' })).toEqual(["The parameter 'query' is required"]);
  });

  test('another type, and an exact copy', async () => {
    const path = `/api/v1/monitor/${member}`;
    const { body } = await ask(datadog, 'PUT', path, { type: 'log alert', query: log });
    expect(body).toEqual({ errors: ['Monitor type change not allowed'] });
    expect((await ask(datadog, 'PUT', path, { type: 'metric alert' })).status).toBe(200);
    expect((await ask(datadog, 'POST', '/api/v1/monitor', { ...goodMonitor, type: 'metric alert' })).body).toEqual({
      errors: [`Duplicate of an existing monitor_id:${member} org_id:321813`],
    });
  });
});

test('options are replaced whole, filled in and kept as they are said', async () => {
  const options = { thresholds: { critical: 2, warning: null }, new_group_delay: 60, on_missing_data: 'default' };
  const body = { type: 'log alert', query: `${log}\n`, options, tags: ['Repo:A/b c', 'x'] };
  const { body: created } = await ask(datadog, 'POST', '/api/v1/monitor', body);
  expect(created).toMatchObject({
    query: log,
    name: `\`${log}\``,
    message: '',
    tags: ['Repo:A/b_c', 'x'],
    multi: true,
  });
  expect((created as { options: unknown }).options).toEqual({
    thresholds: { critical: 2 },
    new_group_delay: 60,
    on_missing_data: 'default',
    notify_audit: false,
    include_tags: true,
    groupby_simple_monitor: false,
    silenced: {},
  });
});

describe('SLOs are refused', () => {
  test.each<[string, object, RegExp]>([
    ['without a query', { query: undefined }, /must specify the query for count types/],
    ['without monitors', { type: 'monitor' }, /must specify monitor_ids/],
    ['with monitors that are not there', { type: 'monitor', monitor_ids: [1] }, /monitor 1 not found/],
    ['with a target of all', { thresholds: [{ timeframe: '7d', target: 100 }] }, /between 0 and 100/],
    ['with a warning below', { thresholds: [{ timeframe: '7d', target: 99, warning: 98 }] }, /greater than target/],
    ['over two days', { thresholds: [{ timeframe: '2d', target: 99 }] }, /unknown timeframe/],
    ['with another primary target', { target_threshold: 99 }, /does not match/],
    ['with unknown fields', { target: 99 }, /'target' was unexpected/],
  ])('%s', async (_, change, words) => {
    const { status, body } = await ask(datadog, 'POST', '/api/v1/slo', { ...goodSlo, ...change });
    expect(status).toBe(400);
    expect((body as { errors: string[] }).errors.join()).toMatch(words);
  });
});

describe('downtimes are refused', () => {
  const good = { scope: 'env:prod', monitor_identifier: { monitor_tags: ['*'] } };
  test.each<[string, object, RegExp]>([
    ['without keys in the scope', { scope: 'BAD_SCOPE' }, /^All values must have a key$/],
    ['with unknown fields', { invalid_field: 1 }, /^Additional properties are not allowed \('invalid_field' was/],
    ['for a monitor that is not there', { monitor_identifier: { monitor_id: 1 } }, /Monitor with id 1 not found/],
    ['with an end before the start', { schedule: { start: null, end: '2020-01-01T00:00:00Z' } }, /after start/],
    ['with an offset in a recurrence', { schedule: { recurrences: [recurrence('2042-07-13T01:02:03Z')] } }, /offset/],
  ])('%s', async (_, change, words) => {
    const data = { type: 'downtime', attributes: { ...good, ...change } };
    const { body } = await ask(datadog, 'POST', '/api/v2/downtime', { data });
    expect((body as { errors: string[] }).errors.join()).toMatch(words);
  });

  test('by an id that is no uuid', async () => {
    expect((await ask(datadog, 'GET', '/api/v2/downtime/INVALID')).body).toEqual({
      errors: ['Invalid URL param: downtime_id must be an uuid'],
    });
  });
});

function recurrence(start: string): object {
  return { duration: '1d', rrule: 'FREQ=DAILY;INTERVAL=1', start };
}
