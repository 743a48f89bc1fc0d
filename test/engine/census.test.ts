import { afterEach, beforeEach, expect, test } from 'vitest';
import { Census } from '../../src/engine/units/census.ts';
import { liveHttp } from '../../src/engine/vendors/http.ts';
import { live } from '../../src/providers/datadog/live.ts';
import type { LiveApi } from '../../src/providers/live.ts';
import { startDatadog, type DatadogSimulator } from './simulators/datadog/index.ts';

const project = '5e1f00d001';
const monitorType = 'datadog:index/monitor:Monitor';

let datadog: DatadogSimulator;
let api: LiveApi;

beforeEach(async () => {
  datadog = await startDatadog();
  const access = live.access({}, { apiKey: 'dd-api-key', appKey: 'dd-app-key' }, { DD_HOST: datadog.url });
  api = live.connect(liveHttp(access));
});
afterEach(() => datadog.close());

/** As the API would have made it. */
async function create(name: string): Promise<number> {
  const tags = [`alerts_project:${project}`, 'alerts_unit:production.payments', `alerts_identity:production/x/${name}`];
  const response = await fetch(`${datadog.url}/api/v1/monitor`, {
    method: 'POST',
    headers: { 'DD-API-KEY': 'dd-api-key', 'DD-APPLICATION-KEY': 'dd-app-key' },
    body: JSON.stringify({ name, type: 'query alert', query: `avg(last_5m):avg:shop.${name}{*} > 1`, tags }),
  });
  return ((await response.json()) as { id: number }).id;
}

test('a page that shifts hides an object from one list, not from the one that decides', async () => {
  for (let index = 0; index < 1005; index += 1) await create(`n${index}`);
  datadog.shiftPages(1);
  expect(await new Census(api, project, live.listsLag).objects()).toHaveLength(1004);
  datadog.shiftPages(1);
  expect(await new Census(api, project, live.listsLag).confirmed()).toHaveLength(1005);
});

test('a second page that comes too often is asked for again, and nothing is missing', async () => {
  for (let index = 0; index < 1005; index += 1) await create(`n${index}`);
  const headers = { 'retry-after': '1', 'x-ratelimit-reset': '1' };
  datadog.fault({ method: 'GET', path: /\/v1\/monitor$/, kind: 'status', status: 429, headers, after: 1 });
  expect(await new Census(api, project, live.listsLag).objects()).toHaveLength(1005);
  expect(datadog.requests.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('what a dead run may have created is waited for while lists hide it', async () => {
  datadog.hideFor(2_000);
  await create('late');
  const census = new Census(api, project, live.listsLag);
  expect(await census.objects()).toEqual([]);
  const intent = { kind: 'create', urn: 'urn', type: monitorType, at: Date.now(), answered: false } as const;
  const found = await census.settle([intent], (_, objects) => objects.length > 0);
  expect(found).toMatchObject([{ type: monitorType, key: 'production/x/late' }]);
});

test('what was answered is asked for by its id, which does not lag', async () => {
  datadog.hideFor(600_000);
  const id = String(await create('hidden'));
  const intent = { kind: 'create', urn: 'urn', type: monitorType, id, at: Date.now(), answered: true } as const;
  const found = await new Census(api, project, live.listsLag).settle([intent], () => false);
  expect(found).toMatchObject([{ id }]);
});
