import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { v1 } from '@datadog/datadog-api-client';
import { ask, goodMonitor, goodSlo, officialClient } from './datadog-client.ts';
import { type DatadogSimulator, startDatadog } from './datadog/index.ts';

let datadog: DatadogSimulator;
beforeAll(async () => {
  datadog = await startDatadog();
});
afterAll(async () => datadog.close());
beforeEach(() => {
  datadog.monitors.clear();
  datadog.slos.clear();
  datadog.downtimes.clear();
  datadog.hideFor(0);
});

const official = (): ReturnType<typeof officialClient> => officialClient(datadog);
const post = async (path: string, body: unknown): Promise<unknown> => (await ask(datadog, 'POST', path, body)).body;
const newMonitor = async (more: object = {}): Promise<number> =>
  ((await post('/api/v1/monitor', { ...goodMonitor, ...more })) as { id: number }).id;

describe('the official client', () => {
  test('creates, reads, changes, lists and deletes monitors', async () => {
    const { monitors } = official();
    const created = await monitors.createMonitor({ body: goodMonitor as v1.Monitor });
    expect(created).toMatchObject({ type: 'query alert', overallState: 'No Data', multi: true });
    expect(created.options).toMatchObject({ includeTags: true, newHostDelay: 300, notifyAudit: false, silenced: {} });
    const monitorId = Number(created.id);
    await monitors.updateMonitor({ monitorId, body: { name: '  Renamed  ' } });
    expect(await monitors.getMonitor({ monitorId })).toMatchObject({ name: 'Renamed', message: 'Look at the hosts.' });
    expect(await monitors.listMonitors({ monitorTags: 'team:shop', page: 0 })).toHaveLength(1);
    expect(await monitors.listMonitors({ monitorTags: 'team:other' })).toHaveLength(0);
    expect(await monitors.searchMonitors({ query: 'type:metric renamed' })).toMatchObject({
      metadata: { totalCount: 1, perPage: 30 },
    });
    await monitors.deleteMonitor({ monitorId });
    await expect(monitors.getMonitor({ monitorId })).rejects.toMatchObject({ code: 404 });
  });

  test('creates, reads, changes, lists and deletes SLOs', async () => {
    const { slos } = official();
    const created = await slos.createSLO({ body: goodSlo as v1.ServiceLevelObjectiveRequest });
    const slo = created.data?.[0];
    expect(slo).toMatchObject({ tags: ['team:shop'], timeframe: '30d', targetThreshold: 99.5 });
    const sloId = String(slo?.id);
    expect(sloId).toMatch(/^[0-9a-f]{32}$/);
    await slos.updateSLO({ sloId, body: { ...slo, description: ' words ' } as v1.ServiceLevelObjective });
    expect((await slos.getSLO({ sloId })).data).toMatchObject({ description: 'words' });
    expect((await slos.listSLOs({ tagsQuery: 'team:shop' })).data).toHaveLength(1);
    expect((await slos.checkCanDeleteSLO({ ids: sloId })).data).toMatchObject({ ok: [sloId] });
    await slos.deleteSLO({ sloId });
    await expect(slos.getSLO({ sloId })).rejects.toMatchObject({ code: 404 });
  });

  test('schedules, changes and cancels downtimes, which stay as canceled', async () => {
    const { downtimes } = official();
    const attributes = { scope: 'env:prod', monitorIdentifier: { monitorTags: ['team:shop'] } };
    const { data } = await downtimes.createDowntime({ body: { data: { type: 'downtime', attributes } } });
    const downtimeId = String(data?.id);
    expect(data?.attributes).toMatchObject({ status: 'active', displayTimezone: 'UTC', notifyEndTypes: ['expired'] });
    const change = { id: downtimeId, type: 'downtime', attributes: { message: 'moving' } } as const;
    await downtimes.updateDowntime({ downtimeId, body: { data: change } });
    expect((await downtimes.getDowntime({ downtimeId })).data?.attributes?.message).toBe('moving');
    await downtimes.cancelDowntime({ downtimeId });
    expect((await downtimes.getDowntime({ downtimeId })).data?.attributes?.status).toBe('canceled');
    expect((await downtimes.listDowntimes({})).data).toHaveLength(1);
    expect((await downtimes.listDowntimes({ currentOnly: true })).data).toHaveLength(0);
  });
});

describe('requests', () => {
  test('need both keys; validation of the API key needs one', async () => {
    const wrong = { 'DD-API-KEY': 'dd-api-key', 'DD-APPLICATION-KEY': 'other' };
    expect(await ask(datadog, 'GET', '/api/v1/monitor', undefined, wrong)).toMatchObject({
      status: 403,
      body: { errors: ['Forbidden'] },
    });
    expect((await ask(datadog, 'GET', '/api/v1/validate', undefined, wrong)).body).toEqual({ valid: true });
    expect((await ask(datadog, 'GET', '/api/v1/validate', undefined, {})).body).toEqual({
      errors: ['API key required'],
    });
  });

  test('to unknown places are 404, and what is not JSON is 400', async () => {
    expect(await ask(datadog, 'GET', '/api/v1/dashboards')).toMatchObject({
      status: 404,
      body: { errors: ['Not found'] },
    });
    expect((await ask(datadog, 'POST', '/api/v1/monitor', '{')).status).toBe(400);
  });

  test('are counted, and refused above the limit', async () => {
    const limited = await startDatadog({ rateLimit: { limit: 2, periodSeconds: 3600 } });
    const first = await ask(limited, 'GET', '/api/v1/monitor');
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    await ask(limited, 'GET', '/api/v1/monitor');
    const third = await ask(limited, 'GET', '/api/v1/monitor');
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('x-ratelimit-reset'))).toBeGreaterThan(0);
    expect((await ask(limited, 'GET', '/api/v1/slo')).status).toBe(200);
    await limited.close();
  });

  test('take as long as they are told to', async () => {
    const slow = await startDatadog({ minimumDelayMs: 60 });
    const before = Date.now();
    await ask(slow, 'GET', '/api/v1/monitor');
    expect(Date.now() - before).toBeGreaterThanOrEqual(55);
    await slow.close();
  });
});

describe('what is in use', () => {
  test('stays unless deleted with force', async () => {
    const id = await newMonitor();
    await post('/api/v1/monitor', { type: 'composite', name: 'both', query: `${id} && !${id}` });
    const refused = await ask(datadog, 'DELETE', `/api/v1/monitor/${id}`);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain(`monitor [${id},CPU is high] is referenced in composite monitors`);
    expect((await ask(datadog, 'GET', `/api/v1/monitor/can_delete?monitor_ids=${id}`)).status).toBe(409);
    expect((await ask(datadog, 'DELETE', `/api/v1/monitor/${id}?force=true`)).body).toEqual({ deleted_monitor_id: id });
  });

  test('SLOs stay while a monitor alerts on them', async () => {
    const { data } = (await post('/api/v1/slo', goodSlo)) as { data: [{ id: string }] };
    const [{ id }] = data;
    const query = `burn_rate("${id}").over("30d").long_window("1h").short_window("5m") > 14.4`;
    await post('/api/v1/monitor', { type: 'slo alert', query, options: { thresholds: { critical: 14.4 } } });
    expect(await ask(datadog, 'DELETE', `/api/v1/slo/${id}`)).toMatchObject({ status: 409, body: { data: [] } });
    expect((await ask(datadog, 'DELETE', `/api/v1/slo/${id}?force=true`)).status).toBe(200);
  });
});

describe('lists', () => {
  test('hide what is new, for a while; reading by id does not', async () => {
    datadog.hideFor(80);
    const id = await newMonitor();
    expect((await ask(datadog, 'GET', '/api/v1/monitor')).body).toEqual([]);
    expect((await ask(datadog, 'GET', `/api/v1/monitor/${id}`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await ask(datadog, 'GET', '/api/v1/monitor')).body).toHaveLength(1);
  });

  test('lose an object at a page border when pages shift', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await newMonitor({ name });
    const page = async (number: number): Promise<string[]> => {
      const { body } = await ask(datadog, 'GET', `/api/v1/monitor?page=${number}&page_size=2`);
      return (body as { name: string }[]).map(({ name }) => name);
    };
    datadog.shiftPages(1);
    expect([await page(0), await page(1)]).toEqual([['a', 'b'], ['d']]);
    expect([await page(0), await page(1), await page(2)]).toEqual([['a', 'b'], ['c', 'd'], []]);
  });

  test('show what somebody did by hand', async () => {
    const id = await newMonitor();
    expect(datadog.touchMonitor(id, { name: 'by hand' }).name).toBe('by hand');
    const clone = datadog.cloneMonitor(id);
    datadog.removeMonitor(id);
    expect((await ask(datadog, 'GET', '/api/v1/monitor')).body).toMatchObject([{ id: clone, name: 'by hand' }]);
  });
});
