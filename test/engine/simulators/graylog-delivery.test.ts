import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileAlert } from '../../../src/providers/compile-alert.ts';
import type { CompiledResource } from '../../../src/providers/provider.ts';
import { context, resolvedAlert, type AlertPatch } from '../../unit/providers/resolved-alert.ts';
import { renderJmte, type Model } from './graylog/jmte.ts';
import { opsgenieClient, type OpsgenieClient } from './opsgenie-client.ts';
import { startOpsgenie, type OpsgenieSimulator } from './opsgenie/index.ts';

let opsgenie: OpsgenieSimulator;
let api: OpsgenieClient;
let team: string;
let key: string;

beforeEach(async () => {
  opsgenie = await startOpsgenie({ now: '2026-06-02T12:00:00Z' });
  api = opsgenieClient(opsgenie);
  const people = await api.users('ana');
  team = await api.add('/v2/teams', { name: 'payments', members: people.map((id) => ({ user: { id } })) });
  key = await api.integration();
});
afterEach(() => opsgenie.close());

const tricky = 'Say "restart"\nin C:\\temp, not ${this}, and see {{value}} of {{threshold}} in {{group.shop}}';

function compiled(patch: Partial<AlertPatch>): readonly CompiledResource[] {
  const squad = { notifications: { close: { when: { application: 'checkout-api' }, autoClose: '2h' } } };
  const connections = { graylog: { vendor: 'graylog', onCallKey: { env: 'KEY' } }, opsgenie: { vendor: 'opsgenie' } };
  const { resources, problems } = compileAlert(
    resolvedAlert({
      source: { vendor: 'graylog', type: 'aggregation', fields: { query: 'level:3', compute: 'count', every: '1m' } },
      condition: { kind: 'measurement', is: 'above', critical: 20, over: 300 },
      ...patch,
    }),
    context({ connections, squad: () => squad }),
  );
  expect(problems).toEqual([]);
  return resources;
}

/** What Graylog sends for an event of the alert: https://go2docs.graylog.org, HTTP notifications; the backend is the simulator. */
async function send(resources: readonly CompiledResource[], part: string, event: Model): Promise<number> {
  const { url, body, credential } = resources.find((one) => one.part === part)?.inputs ?? {};
  expect(credential).toBe('KEY');
  const { pathname, search, origin } = new URL(String(url));
  expect(origin).toBe('https://api.opsgenie.com');
  const rendered = JSON.parse(renderJmte(String(body), { event })) as unknown;
  const { status } = await api.call('POST', `${pathname}${search}`, rendered, key);
  return status;
}

async function alerts(): Promise<Record<string, unknown>[]> {
  const { data } = await api.call('GET', '/v2/alerts?query=&sort=createdAt&order=asc');
  return data as unknown as Record<string, unknown>[];
}

const groups = { by: [{ alias: 'shop', facet: 'shop_id' }] };

describe('an event of Graylog at the on-call backend', () => {
  test('opens an alert with its texts as they were written, for the squad', async () => {
    const resources = compiled({ groups, message: tricky, autoClose: 7200 });
    const event = { key: '7', fields: { group_shop: '7', value: '23.0' } };
    expect(await send(resources, 'on-call', event)).toBe(202);
    const [{ id } = {}] = await alerts();
    const { data } = await api.call('GET', `/v2/alerts/${String(id)}`);
    expect(data).toMatchObject({
      alias: '7f3c9a52e1/production/checkout-api/card-errors|7',
      priority: 'P1',
      description: expect.stringContaining(
        'Say "restart"\nin C:\\temp, not ${this}, and see 23.0 of 20 in 7',
      ) as string,
      responders: [{ type: 'team', id: team }],
      tags: expect.arrayContaining(['service:checkout-api', 'team:payments']) as string[],
    });
  });

  test('events of one group are one alert, those of another are another', async () => {
    const resources = compiled({ groups, autoClose: 7200 });
    for (const shop of ['7', '7', '8', '7'])
      await send(resources, 'on-call', { key: shop, fields: { group_shop: shop } });
    expect((await alerts()).map(({ alias, count }) => [String(alias).split('|')[1], count])).toEqual([
      ['7', 3],
      ['8', 1],
    ]);
  });

  test('the next execution that finds nothing wrong closes it; asking again does no harm', async () => {
    const resources = compiled({});
    const closing = resources.find(({ part }) => part === 'closing');
    expect(closing?.inputs).toMatchObject({ alert: false, condition: { expr: '<=', right: { value: 20 } } });
    await send(resources, 'closing-request', {});
    await send(resources, 'on-call', { key: null, fields: { value: '23.0' } });
    expect(await alerts()).toMatchObject([{ status: 'open' }]);
    await send(resources, 'closing-request', {});
    await send(resources, 'closing-request', {});
    expect(await alerts()).toMatchObject([{ status: 'closed' }]);
    await send(resources, 'on-call', { key: null, fields: { value: '21.0' } });
    expect((await alerts()).map(({ status }) => status)).toEqual(['closed', 'open']);
  });

  test('where groups cannot be seen to end, the policy that "autoClose" demands closes each', async () => {
    const resources = compiled({ groups, autoClose: 7200 });
    expect(resources.map(({ part }) => part)).toEqual([undefined, 'on-call']);
    await api.add(`/v2/policies?teamId=${team}`, {
      type: 'notification',
      name: 'payments.close',
      enabled: true,
      filter: {
        type: 'match-all-conditions',
        conditions: [{ field: 'tags', operation: 'contains', expectedValue: 'service:checkout-api' }],
      },
      autoCloseAction: { duration: { timeAmount: 120, timeUnit: 'minutes' } },
    });
    await send(resources, 'on-call', { key: '7', fields: { group_shop: '7' } });
    opsgenie.advanceTo('2026-06-02T13:59:00Z');
    expect(await alerts()).toMatchObject([{ status: 'open' }]);
    opsgenie.advanceTo('2026-06-02T14:00:00Z');
    expect(await alerts()).toMatchObject([{ status: 'closed' }]);
  });
});
