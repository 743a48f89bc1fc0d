import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatadogSimulator, startDatadog } from '../simulators/datadog/index.ts';
import { buildDatadogPlugin } from './build.ts';
import { type PluginClient, startPlugin } from './client.ts';
import { type Properties, unknown } from './values.ts';

const urn = (type: string): string => `urn:pulumi:production::alerts::${type}::checkout`;
const monitor = urn('datadog:index/monitor:Monitor');
const slo = urn('datadog:index/serviceLevelObjective:ServiceLevelObjective');
const downtime = urn('datadog:index/downtimeSchedule:DowntimeSchedule');

let datadog: DatadogSimulator;
let plugin: PluginClient;
beforeAll(async () => {
  datadog = await startDatadog();
  const env = { PATH: process.env['PATH'] ?? '', DD_HOST: datadog.url, DD_API_KEY: 'dd-api-key' };
  plugin = await startPlugin(await buildDatadogPlugin(), env);
  await plugin.configure({ appKey: 'dd-app-key' });
});
afterAll(async () => {
  plugin?.close();
  await datadog?.close();
});
beforeEach(() => {
  datadog.monitors.clear();
  datadog.slos.clear();
  datadog.requests.length = 0;
});

const inputs: Properties = {
  type: 'query alert',
  name: 'CPU is high',
  message: 'Look.\n',
  query: 'avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 2000000',
  monitorThresholds: { critical: '2000000', warning: '1500000.5' },
  tags: ['team:shop', 'env:prod'],
  requireFullWindow: false,
};

/** Checks and creates, as the engine does. */
async function created(type: string, said: Properties): Promise<{ id: string; state: Properties; inputs: Properties }> {
  const checked = await plugin.check(type, said);
  expect(checked.failures).toEqual([]);
  return { ...(await plugin.create(type, checked.inputs)), inputs: checked.inputs };
}

describe('monitors', () => {
  test('are created as said, and planning again finds no difference', async () => {
    const { id, state, inputs: checked } = await created(monitor, inputs);
    expect(checked).toMatchObject({
      includeTags: true,
      newHostDelay: 300,
      requireFullWindow: false,
      __defaults: ['draftStatus', 'includeTags', 'newHostDelay', 'noDataTimeframe', 'notifyNoData'],
    });
    expect(state).toMatchObject({ id, message: 'Look.', tags: ['env:prod', 'team:shop'] });
    expect(state['monitorThresholds']).toEqual({ critical: '2e+06', warning: '1.5000005e+06' });
    expect(datadog.monitors.get(Number(id))?.options).toMatchObject({ thresholds: { critical: 2_000_000 } });
    expect(await plugin.diff(monitor, id, state, checked)).toEqual({});
  });

  test('are changed in place, and made anew when their type changes', async () => {
    const { id, state, inputs: checked } = await created(monitor, inputs);
    const query = 'avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 3';
    const next = { ...checked, query, monitorThresholds: { critical: '3' }, renotifyInterval: 30 };
    expect(await plugin.diff(monitor, id, state, next)).toEqual({
      query: 'update',
      'monitorThresholds.critical': 'update',
      'monitorThresholds.warning': 'delete',
      renotifyInterval: 'add',
    });
    const changed = await plugin.update(monitor, id, state, next);
    expect(await plugin.diff(monitor, id, changed, next)).toEqual({});
    expect(datadog.monitors.get(Number(id))).toMatchObject({ query, options: { renotify_interval: 30 } });
    const log = 'logs("*").index("*").rollup("count").last("5m") > 3';
    expect(await plugin.diff(monitor, id, changed, { ...next, type: 'log alert', query: log })).toMatchObject({
      type: 'update-replace',
    });
    expect(await plugin.diff(monitor, id, changed, { ...next, type: 'metric alert' })).toEqual({});
  });

  test('are read with what somebody changed by hand', async () => {
    const { id, state, inputs: checked } = await created(monitor, inputs);
    datadog.touchMonitor(Number(id), { name: 'by hand', options: { timeout_h: 5 } });
    const read = await plugin.read(monitor, id, state, checked);
    expect(Object.keys(read.inputs).sort()).toEqual(Object.keys(checked).sort());
    expect(read.inputs['name']).toBe('by hand');
    expect(await plugin.diff(monitor, id, read.state, checked)).toEqual({ name: 'update', timeoutH: 'delete' });
  });

  test('can be imported by id alone', async () => {
    const { id, inputs: checked } = await created(monitor, { ...inputs, includeTags: false, timeoutH: 2 });
    const read = await plugin.read(monitor, id);
    expect(read.inputs).toMatchObject({
      includeTags: false,
      timeoutH: 2,
      requireFullWindow: false,
      name: inputs['name'],
    });
    expect(read.inputs['monitorThresholds']).toEqual({ critical: '2e+06', warning: '1.5000005e+06' });
    expect((await plugin.check(monitor, read.inputs)).failures).toEqual([]);
    expect(await plugin.diff(monitor, id, read.state, checked)).toEqual({});
  });

  test('that are gone are read as nothing, and cannot be deleted', async () => {
    const { id, state } = await created(monitor, inputs);
    await plugin.delete(monitor, id, state);
    expect(await plugin.read(monitor, id)).toMatchObject({ id: '' });
    await expect(plugin.delete(monitor, id, state)).rejects.toThrow(/404 Not Found: .*Monitor not found/);
  });

  test('in use are deleted with force only', async () => {
    const { id, state } = await created(monitor, inputs);
    const other = await created(monitor, { ...inputs, name: 'other', forceDelete: true });
    for (const member of [id, other.id]) {
      await created(monitor, { type: 'composite', name: `of ${member}`, message: '', query: `!${member}` });
    }
    await expect(plugin.delete(monitor, id, state)).rejects.toThrow(/is referenced in composite monitors/);
    await plugin.delete(monitor, other.id, other.state);
  });

  test('are previewed with open ends, without the vendor', async () => {
    const { inputs: checked } = await plugin.check(monitor, { ...inputs, query: unknown, tags: unknown });
    expect(await plugin.create(monitor, checked, true)).toMatchObject({
      id: '',
      state: { query: unknown, evaluationDelay: unknown, name: 'CPU is high' },
    });
    expect(datadog.requests).toEqual([]);
  });
});

describe('inputs are refused', () => {
  test.each<[string, Properties, string]>([
    ['unknown properties', { treshold: 1 }, 'treshold: Invalid or unknown key: an unexpected argument "treshold"'],
    ['unknown properties within', { monitorThresholds: { fatal: '1' } }, 'monitorThresholds.fatal: Invalid or unknown'],
    ['numbers for texts', { monitorThresholds: { critical: 90 } }, 'monitorThresholds.critical: expected string type'],
    ['texts for numbers', { timeoutH: '1' }, 'timeoutH: expected number type, got "1" of type string'],
    ['what is no list', { tags: 'a' }, 'tags: expected array type'],
    ['missing ones', { message: null }, "message: Missing required property 'message'"],
    ['texts that are no numbers', { monitorThresholds: { critical: 'many' } }, 'monitorThresholds.critical: "many" is'],
    ['types', { type: 'metrics alert' }, 'type: invalid value "metrics alert"'],
    ['statuses', { renotifyStatuses: ['ok'] }, 'renotifyStatuses[0]: invalid value "ok"'],
    ['what excludes each other', { onMissingData: 'resolve', notifyNoData: false }, 'notifyNoData: Conflicting conf'],
  ])('%s', async (_, change, words) => {
    const { failures } = await plugin.check(monitor, { ...inputs, ...change });
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(words);
  });

  const wrong: Properties = { ...inputs, monitorThresholds: { critical: '5' } };
  const words = '400 Bad Request: {"errors":["Alert threshold (5.0) does not match';

  test('when they are planned, and not when they are checked, in the words of the vendor', async () => {
    const { failures, inputs: checked } = await plugin.check(monitor, wrong);
    expect(failures).toEqual([]);
    expect(datadog.requests).toEqual([]);
    for (const preview of [true, false]) {
      const creating = plugin.create(monitor, checked, preview);
      await expect(creating).rejects.toThrow(`diffing ${monitor}: error validating monitor from http://127.0.`);
      await expect(creating).rejects.toThrow(words);
    }
    expect(datadog.requests.map(({ path }) => path)).toEqual(['/api/v1/monitor/validate', '/api/v1/monitor/validate']);
    expect(await plugin.create(monitor, { ...checked, validate: false }, true)).toMatchObject({ id: '' });
  });

  test('when existing ones are compared and changed, too', async () => {
    const { id, state } = await created(monitor, inputs);
    const asked = `/api/v1/monitor/${id}/validate: ${words}`;
    await expect(plugin.diff(monitor, id, state, wrong)).rejects.toThrow(asked);
    await expect(plugin.update(monitor, id, state, wrong, true)).rejects.toThrow(asked);
    await expect(plugin.update(monitor, id, state, wrong)).rejects.toThrow(asked);
    expect(datadog.monitors.get(Number(id))?.options).toMatchObject({ thresholds: { critical: 2_000_000 } });
  });

  test('as far as they are known', async () => {
    const { inputs: checked } = await plugin.check(monitor, { ...wrong, tags: unknown });
    await expect(plugin.create(monitor, checked, true)).rejects.toThrow(words);
  });
});

describe('SLOs', () => {
  const counted: Properties = {
    type: 'metric',
    name: 'Orders succeed',
    description: 'words ',
    query: { numerator: 'sum:orders.ok{*}.as_count()', denominator: 'sum:orders.all{*}.as_count()' },
    thresholds: [{ timeframe: '30d', target: 99.5, warning: 99.9 }],
    tags: ['Team:Shop'],
  };
  const sliced: Properties = {
    type: 'time_slice',
    name: 'Fast enough',
    thresholds: [{ timeframe: '7d', target: 99 }],
    sliSpecification: {
      timeSlice: {
        comparator: '<',
        threshold: 0.5,
        query: {
          formula: { formulaExpression: 'a' },
          queries: [{ metricQuery: { name: 'a', query: 'p95:trace.http.request{service:shop}' } }],
        },
      },
    },
  };
  const specified: Properties = {
    ...counted,
    query: null,
    sliSpecification: {
      count: {
        goodEventsFormula: 'ok',
        totalEventsFormula: 'all',
        queries: ['ok', 'all'].map((name) => ({ metricQuery: { name, query: `sum:orders.${name}{*}.as_count()` } })),
      },
    },
  };

  test.each([
    ['of counts', counted],
    ['of slices', sliced],
    ['of formulas', specified],
  ])('%s are created, read, changed and deleted', async (_, said) => {
    const { id, state, inputs: checked } = await created(slo, said);
    expect(await plugin.diff(slo, id, state, checked)).toEqual({});
    const read = await plugin.read(slo, id, state, checked);
    expect(await plugin.diff(slo, id, read.state, checked)).toEqual({});
    const next = { ...checked, name: 'Renamed' };
    expect(await plugin.diff(slo, id, read.state, next)).toEqual({ name: 'update' });
    await plugin.update(slo, id, read.state, next);
    const imported = await plugin.read(slo, id);
    expect(imported.inputs).toMatchObject({ name: 'Renamed', type: said['type'] });
    await plugin.delete(slo, id, imported.state);
    expect(datadog.slos.size).toBe(0);
  });

  test('of monitors need monitors that are there', async () => {
    const { id } = await created(monitor, inputs);
    const said = {
      type: 'monitor',
      name: 'Up',
      monitorIds: [Number(id)],
      thresholds: [{ timeframe: '7d', target: 99 }],
    };
    await created(slo, said);
    const { inputs: lost } = await plugin.check(slo, { ...said, monitorIds: [1] });
    await expect(plugin.create(slo, lost, true)).rejects.toThrow('error finding monitor to add to SLO');
  });
});

test('downtimes are created, read, changed and cancelled, twice if need be', async () => {
  const said: Properties = {
    scope: 'env:prod',
    monitorIdentifier: { monitorTags: ['team:shop', 'a:b'] },
    recurringSchedule: {
      recurrences: [{ duration: '2h', rrule: 'FREQ=WEEKLY;BYDAY=SU', start: '2042-07-13T01:02:03' }],
      timezone: 'Europe/Paris',
    },
  };
  const { id, state, inputs: checked } = await created(downtime, said);
  const read = await plugin.read(downtime, id, state, checked);
  expect(await plugin.diff(downtime, id, read.state, checked)).toEqual({});
  const { recurringSchedule: _, ...rest } = checked;
  const next = { ...rest, message: 'moving', oneTimeSchedule: { end: '2042-07-14T00:00:00Z' } };
  expect(await plugin.diff(downtime, id, read.state, next)).toMatchObject({
    message: 'add',
    oneTimeSchedule: 'add',
    recurringSchedule: 'delete',
  });
  const changed = await plugin.update(downtime, id, read.state, next);
  expect(await plugin.diff(downtime, id, changed, next)).toEqual({});
  expect((await plugin.read(downtime, id)).inputs).toMatchObject({ message: 'moving', scope: 'env:prod' });
  await plugin.delete(downtime, id, changed);
  await plugin.delete(downtime, id, changed);
});

describe('the plugin', () => {
  test('is built once, whoever asks', async () => {
    const files = await Promise.all([buildDatadogPlugin(), buildDatadogPlugin(), buildDatadogPlugin()]);
    expect(new Set(files).size).toBe(1);
  });

  test('says what it takes', async () => {
    const { name, resources = {}, types = {} } = await plugin.schema();
    expect(name).toBe('datadog');
    expect(resources['datadog:index/monitor:Monitor']).toMatchObject({
      requiredInputs: ['message', 'name', 'query', 'type'],
      inputProperties: {
        monitorThresholds: { $ref: '#/types/datadog:index/MonitorMonitorThresholds:MonitorMonitorThresholds' },
        tags: { type: 'array', items: { type: 'string' } },
      },
    });
    expect(types['datadog:index/MonitorMonitorThresholds:MonitorMonitorThresholds']).toMatchObject({ required: [] });
  });

  test('refuses wrong keys when it is configured', async () => {
    await expect(plugin.configure({ apiKey: 'wrong', appKey: 'dd-app-key' })).rejects.toThrow(/403 Forbidden/);
    await plugin.configure({ appKey: 'dd-app-key' });
  });
});
