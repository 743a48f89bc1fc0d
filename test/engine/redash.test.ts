import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyIn, changesIn, expectFoundAgain } from './applying.ts';
import { redashShop, type RedashShop } from './redash-definitions.ts';
import type { RedashSimulator } from './simulators/redash/index.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let redash: RedashSimulator;
beforeEach(async () => {
  world = await startWorld({});
  ({ redash } = world);
});
afterEach(() => world.close());

function lay(shop: RedashShop = {}): void {
  for (const [file, text] of Object.entries(redashShop(shop))) world.write(file, text);
}

const apply = (...more: string[]): Promise<string> => applyIn(world, ...more);

const changes = (...more: string[]): ReturnType<typeof changesIn> => changesIn(world, ...more);

const identity = 'production/checkout/signatures';
const part = (name: string): string => `${identity}#${name}`;

/** What lives there, archived queries aside. */
function ids(): string[] {
  const { queries, alerts, destinations, subscriptions } = redash.account;
  const live = [...queries.values()].filter((one) => !one.is_archived);
  return [
    ...live.map(({ id }) => `query ${id}`),
    ...[...alerts.keys()].map((id) => `alert ${id}`),
    ...[...destinations.keys()].map((id) => `destination ${id}`),
    ...[...subscriptions.keys()].map((id) => `subscription ${id}`),
  ];
}

describe('Redash through our own provider', () => {
  test('an alert is planned, applied, and read back there is nothing to do', async () => {
    lay();
    expect((await changes()).map(([one, op]) => [one, op])).toEqual([
      [identity, 'create'],
      [part('channel-default'), 'create'],
      [part('channel-default-subscription'), 'create'],
      [part('query'), 'create'],
    ]);
    await apply();
    const { queries, alerts, destinations, subscriptions } = redash.account;
    expect([...queries.values()]).toMatchObject([
      {
        name: 'checkout | payments | Signatures collapse',
        query: 'select count(*) as n from signatures',
        data_source_id: 1,
        schedule: { interval: 600, time: null, day_of_week: null, until: null },
        is_draft: false,
        tags: expect.arrayContaining([`alerts_identity:${identity}`, 'alerts_unit:production.payments']) as string[],
      },
    ]);
    expect([...alerts.values()]).toMatchObject([
      {
        query_id: 1,
        rearm: 3600,
        options: { column: 'n', op: '<', value: 120, selector: 'first', muted: false },
      },
    ]);
    expect([...destinations.values()]).toMatchObject([
      { type: 'email', options: { addresses: 'payments@lists.shop.example' } },
    ]);
    expect([...subscriptions.values()]).toEqual([{ id: 1, alert_id: 1, destination_id: 1 }]);
    expect(await changes('--all')).toEqual([]);
  });

  test('changed definitions change just that, and what goes is really gone', async () => {
    lay({ notify: '[{ channel: default }, { channel: books }]' });
    await apply();
    lay({
      sql: 'select count(*) as n from orders',
      every: '5m',
      critical: 80,
      source: ', dataSource: Ledger, selector: max',
    });
    expect(await changes()).toEqual([
      [identity, 'update', ['selector', 'value']],
      [part('channel-books'), 'delete', []],
      [part('channel-books-subscription'), 'delete', []],
      [part('query'), 'update', ['dataSource', 'interval', 'sql']],
    ]);
    await apply('--allow', 'deletions');
    expect(ids()).toEqual([
      'query 1',
      'alert 1',
      expect.stringMatching(/^destination/),
      expect.stringMatching(/^subscription/),
    ]);
    expect([...redash.account.destinations.values()][0]?.options).toEqual({ addresses: 'payments@lists.shop.example' });
    expect(redash.account.queries.get(1)).toMatchObject({ data_source_id: 2, schedule: { interval: 300 } });
    expect(await changes('--all')).toEqual([]);
  });

  test('what somebody changed or removed in the UI is shown and repaired', async () => {
    lay();
    await apply();
    const { account } = redash;
    const alert = account.alerts.get(1);
    if (alert) alert.options = { ...alert.options, muted: true, value: '5', op: 'less than' };
    Object.assign(account.queries.get(1) ?? {}, { schedule: null, is_draft: true });
    Object.assign(account.destinations.get(1) ?? {}, { options: { addresses: 'me@shop.example' } });
    account.subscriptions.delete(1);
    expect(await changes('--all')).toEqual([
      [identity, 'update', ['muted', 'value']],
      [part('channel-default'), 'update', ['addresses']],
      [part('channel-default-subscription'), 'create', []],
      [part('query'), 'update', ['interval', 'published']],
    ]);
    await apply('--all');
    expect(await changes('--all')).toEqual([]);
    const [query] = account.queries.values();
    if (query) account.archive(query);
    expect((await changes('--all')).filter(([, op]) => op === 'create').map(([one]) => one)).toContain(part('query'));
    await apply('--all');
    expect(await changes('--all')).toEqual([]);
  });

  test('the state is lost: every object is found again and none is there twice', async () => {
    lay();
    await apply();
    await expectFoundAgain(world, ids);
  });

  test('a transfer keeps query and alert, and tells the new squad', async () => {
    lay();
    await apply();
    const before = ids();
    lay({ owner: 'identity' });
    await apply();
    expect(ids()).toEqual(before);
    expect(redash.account.queries.get(1)?.tags).toContain('alerts_unit:production.identity');
    expect(redash.account.destinations.get(1)?.options).toEqual({ addresses: 'identity@lists.shop.example' });
    expect(await changes('--all')).toEqual([]);
  });

  test('a wrong key is one message that names the variable, status 3', async () => {
    lay();
    for (const [key, what] of [
      ['not-the-key', 'Redash does not accept the credentials in REDASH_API_KEY'],
      ['', 'REDASH_API_KEY is not set (connections.warehouse.apiKey)'],
    ] as const) {
      const refused = await world.run(['apply', '--yes'], { REDASH_API_KEY: key });
      expect(refused, refused.stderr).toMatchObject({ code: 3 });
      expect(refused.stderr).toContain(what);
      expect(refused.stderr.match(/REDASH_API_KEY/g)).toHaveLength(1);
      expect(refused.stderr + refused.stdout).not.toContain('not-the-key');
    }
  });

  test('keys that are missing at several vendors are said at once', async () => {
    lay({ connection: '  cake: { vendor: statuscake, apiKey: { env: STATUSCAKE_API_KEY } }\n' });
    world.write(
      'alerts/payments/export.yaml',
      `apiVersion: alerts/v1
kind: Application
id: export
tier: 3
types: [cron]
alerts:
  nightly:
    description: The export does not run
    impact: Books are late.
    priority: P4
    category: heartbeat
    source: { statuscake: { heartbeat: {} } }
    condition: { missingFor: 26h }
    runbook: { trigger: No sign of life., resolution: [Run it; if it fails, roll back.], expectedTime: 15m }
    dashboard: https://redash.shop.example/dashboards/2
    notify: { critical: { channel: default } }
`,
    );
    const refused = await world.run(['apply', '--yes'], { REDASH_API_KEY: '', STATUSCAKE_API_KEY: '' });
    expect(refused, refused.stderr).toMatchObject({ code: 3 });
    expect(refused.stderr).toContain('REDASH_API_KEY is not set (connections.warehouse.apiKey)');
    expect(refused.stderr).toContain('STATUSCAKE_API_KEY is not set (connections.cake.apiKey)');
  });

  test('a data source that is not there is said with those that are', async () => {
    lay({ source: ', dataSource: Warehose' });
    const refused = await world.run(['apply', '--yes']);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('Redash has no data source "Warehose"');
    expect(refused.stderr).toContain('"Warehouse", "Ledger"');
    expect(refused.stderr).toContain('alerts/payments/checkout.yaml');
  });

  test('the address of a webhook is nowhere but at Redash', async () => {
    const hook = 'https://relay.shop.example/hook-key-4711';
    Object.assign(world.env, { REDASH_HOOK: hook });
    lay({ notify: 'on-call', connection: '    onCallWebhook: { env: REDASH_HOOK }\n' });
    const said = [await apply(), JSON.stringify(await world.run(['plan', '--live', '--all', '--format', 'json']))];
    expect(said.join('\n')).not.toContain('hook-key-4711');
    expect(redash.account.destinations.get(1)).toMatchObject({ type: 'webhook', options: { url: hook } });
    for (const file of readdirSync(path.join(world.folder, '.alerts'), { recursive: true, withFileTypes: true }))
      if (file.isFile())
        expect(readFileSync(path.join(file.parentPath, file.name), 'utf8')).not.toContain('hook-key-4711');
    expect(await changes('--all')).toEqual([]);
  });

  test('creations that were committed and answered with 502 are adopted, not repeated', async () => {
    lay();
    for (const at of [/queries$/, /alerts$/, /destinations$/, /subscriptions$/])
      redash.fault({ kind: 'commit-then-status', method: 'POST', path: at, status: 502 });
    await apply();
    expect(ids()).toEqual(['query 1', 'alert 1', 'destination 1', 'subscription 1']);
    expect(await changes('--all')).toEqual([]);
  });

  test('killed between creation and record, the next run adopts', async () => {
    lay();
    const running = world.start(['apply', '--yes']);
    let created = 0;
    await new Promise<void>((resolve) =>
      redash.observe(({ method, path: at }, when) => {
        if (method !== 'POST' || when !== 'after' || /\d$/.test(at) || ++created !== 2) return;
        running.kill();
        resolve();
      }),
    );
    await running.finished;
    redash.observe(undefined);
    await apply();
    expect(ids()).toEqual(['query 1', 'alert 1', 'destination 1', 'subscription 1']);
    expect(await changes('--all')).toEqual([]);
  });

  test('what is destroyed is gone, and what people have made stays', async () => {
    lay();
    const { account } = redash;
    account.add(account.destinations, { name: 'Everybody', type: 'email', options: { addresses: 'all@shop.example' } });
    await apply();
    const destroyed = await world.run(['destroy', '--env', 'production', '--squad', 'payments', '--yes', 'shop']);
    expect(destroyed, destroyed.stderr).toMatchObject({ code: 0 });
    expect(ids()).toEqual(['destination 1']);
  });
});
