import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyIn, changesIn, expectFoundAgain } from './applying.ts';
import { logShop, type LogShop } from './graylog-definitions.ts';
import type { GraylogCollection } from './simulators/graylog/index.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({});
  world.graylog.addStream('Shop');
});
afterEach(() => world.close());

function lay(shop: LogShop = {}): void {
  for (const [file, text] of Object.entries(logShop(shop))) world.write(file, text);
}

const apply = (...more: string[]): Promise<string> => applyIn(world, ...more);

/** Identities within the application. */
async function changes(...more: string[]): ReturnType<typeof changesIn> {
  const found = await changesIn(world, ...more);
  return found.map(([identity, ...rest]) => [identity.replace('production/checkout/', ''), ...rest]);
}

const collections: readonly GraylogCollection[] = ['definitions', 'notifications', 'streams'];

type Fields = Readonly<Record<string, unknown>>;

function ids(): string[] {
  return collections.flatMap((name) => world.graylog.objects(name).map(({ id }) => `${name} ${String(id)}`));
}

function titled(collection: GraylogCollection, title: string): Fields {
  const found = world.graylog.objects(collection).find((one) =>
    String(one['title'])
      .replace(/ \(production.*\)$/, '')
      .endsWith(title),
  );
  expect(found, title).toBeDefined();
  return found ?? {};
}

const parts = [
  'errors',
  'errors#on-call',
  'panics',
  'panics#channel-default',
  'panics#stream',
  'refused',
  'refused#closing',
  'refused#closing-request',
  'refused#on-call',
];

describe('Graylog through our own provider', () => {
  for (const version of ['6.3.1', '6.0.4'])
    test(`${version}: definitions, notifications and a stream are planned, applied, and read back there is nothing to do`, async () => {
      world.graylog.upgrade(version);
      lay();
      expect((await changes()).map(([identity, op]) => [identity, op])).toEqual(parts.map((part) => [part, 'create']));
      const said = await apply();
      const refused = titled('definitions', 'Checkout refused');
      expect(refused).toMatchObject({
        priority: 3,
        alert: true,
        config: {
          query: 'event:refused',
          series: [{ id: 'count', type: 'count' }],
          conditions: { expression: { expr: '>', right: { value: 20 } } },
          search_within_ms: 300_000,
          execute_every_ms: 60_000,
        },
        notification_settings: { grace_period_ms: 0 },
        notifications: [{ notification_id: titled('notifications', 'Checkout refused (on-call)')['id'] }],
      });
      expect(titled('definitions', 'Checkout errors')).toMatchObject({
        config: {
          streams: [titled('streams', 'Shop')['id']],
          group_by: ['shop_id'],
          series: [{ type: 'percentile', field: 'took_ms', percentile: 95 }],
        },
        key_spec: ['group_shop'],
      });
      expect(titled('definitions', 'Checkout panics')).toMatchObject({
        config: { event_limit: 20, series: [], streams: [titled('streams', 'Checkout panics')['id']] },
      });
      expect(titled('streams', 'Checkout panics')).toMatchObject({
        disabled: false,
        rules: [{ type: 1, value: 'checkout' }],
      });
      expect(titled('notifications', 'Checkout refused (on-call)')['config']).toMatchObject({
        url: 'https://api.opsgenie.com/v2/alerts',
        api_key: 'Authorization',
        api_secret: { set_value: 'GenieKey og-graylog-key' },
        api_key_as_header: true,
      });
      expect(await changes('--all')).toEqual([]);
      expect(said).not.toContain('og-graylog-key');
    });

  test('a server of 4.x: the older words, mails instead of requests', async () => {
    world.graylog.upgrade('4.3.9');
    const mail = {
      connection: "onCall: 'graylog-${squad}@shop.opsgenie.net'",
      errors: 'is: above, critical: 800ms, over: 10m',
    };
    const older = Object.entries(logShop(mail)).map(
      ([file, text]) => [file, text?.replace('p95(took_ms)', 'max(took_ms)').replace(', limit: 20', '')] as const,
    );
    for (const [file, text] of older) world.write(file, text);
    await apply();
    expect(titled('definitions', 'Checkout errors')).toMatchObject({
      config: { series: [{ function: 'max', field: 'took_ms' }] },
    });
    expect(titled('notifications', 'Checkout errors (on-call)')).toMatchObject({
      config: { type: 'email-notification-v1', email_recipients: ['graylog-payments@shop.opsgenie.net'] },
    });
    expect(await changes('--all')).toEqual([]);
    world.graylog.upgrade('6.3.1');
    for (const one of world.graylog.objects('definitions')) {
      const { function: type, ...rest } =
        ((one['config'] as Fields)['series'] as readonly Fields[] | undefined)?.[0] ?? {};
      if (type !== undefined)
        world.graylog.touch('definitions', String(one['id']), {
          config: { ...(one['config'] as Fields), series: [{ ...rest, type }] },
        });
    }
    expect(await changes('--all')).toEqual([]);
  });

  test('changed definitions change just that, and what goes is really gone', async () => {
    lay();
    await apply();
    lay({ refused: 'is: above, critical: 30, over: 10m', rules: '{ field: application, contains: check, not: true }' });
    expect(await changes()).toEqual([
      ['panics#stream', 'update', ['rules[0].inverted', 'rules[0].type', 'rules[0].value']],
      ['refused', 'update', ['condition.right.value', 'searchWithinMs']],
      ['refused#closing', 'update', ['condition.right.value', 'searchWithinMs']],
      ['refused#on-call', 'update', ['body']],
    ]);
    const before = ids();
    await apply();
    expect(ids()).toEqual(before);
    expect(titled('streams', 'Checkout panics')).toMatchObject({
      rules: [{ type: 6, value: 'check', inverted: true }],
    });
    expect(await changes('--all')).toEqual([]);
    world.write(
      'alerts/payments/checkout.yaml',
      logShop()['alerts/payments/checkout.yaml']?.replace(/ {2}panics:[\s\S]*$/, ''),
    );
    await apply('--allow', 'deletions');
    expect(world.graylog.objects('streams').map((one) => one['title'])).toEqual(['Shop']);
  });

  test('what somebody changed or removed in the UI is shown and repaired; what they added stays', async () => {
    lay();
    await apply();
    const refused = titled('definitions', 'Checkout refused');
    const config = { ...(refused['config'] as Fields), search_within_ms: 60_000 };
    world.graylog.touch('definitions', String(refused['id']), { config, remediation_steps: 'Ask Bo.' });
    world.graylog.touch('streams', String(titled('streams', 'Checkout panics')['id']), { disabled: true });
    world.graylog.removeByHand('notifications', String(titled('notifications', 'Checkout errors (on-call)')['id']));
    expect(await changes('--all')).toEqual([
      ['errors', 'update', ['notifications']],
      ['errors#on-call', 'create', []],
      ['panics#stream', 'update', ['paused']],
      ['refused', 'update', ['searchWithinMs']],
    ]);
    await apply('--all');
    expect(titled('definitions', 'Checkout refused')).toMatchObject({
      remediation_steps: 'Ask Bo.',
      config: { search_within_ms: 300_000 },
    });
    expect(titled('streams', 'Checkout panics')).toMatchObject({ disabled: false });
    expect(await changes('--all')).toEqual([]);
  });

  test('the state is lost: every object is found again and none is there twice', async () => {
    lay();
    await apply();
    await expectFoundAgain(world, ids);
  });

  test('a transfer keeps every object', async () => {
    lay();
    await apply();
    const before = ids();
    lay({ owner: 'identity' });
    await apply();
    expect(ids()).toEqual(before);
    expect(titled('definitions', 'Checkout refused')['description']).toContain(
      'production.identity production/checkout/refused]',
    );
    expect(await changes('--all')).toEqual([]);
  });

  test('a new variable for the key writes every request anew', async () => {
    lay();
    await apply();
    const keys = (): unknown[] =>
      world.graylog
        .objects('notifications')
        .map(({ config }) => ((config as Fields)['api_secret'] as Fields | undefined)?.['set_value'])
        .filter((one) => one !== undefined);
    expect(new Set(keys())).toEqual(new Set(['GenieKey og-graylog-key']));
    lay({ connection: 'onCallKey: { env: NEXT_KEY }' });
    const applied = await world.run(['apply', '--yes'], { NEXT_KEY: 'og-next-key' });
    expect(applied, applied.stderr).toMatchObject({ code: 0 });
    expect(keys()).toEqual(['GenieKey og-next-key', 'GenieKey og-next-key', 'GenieKey og-next-key']);
  });

  test('a wrong token is one message that names the variable, status 3', async () => {
    lay();
    for (const [env, what] of [
      [{ GRAYLOG_TOKEN: 'not-the-token' }, 'Graylog does not accept the credentials in GRAYLOG_TOKEN'],
      [{ GRAYLOG_TOKEN: '' }, 'GRAYLOG_TOKEN is not set (connections.graylog.token)'],
      [{ GRAYLOG_ON_CALL_KEY: '' }, 'GRAYLOG_ON_CALL_KEY is not set (connections.graylog.onCallKey)'],
    ] as const) {
      const refused = await world.run(['apply', '--yes'], env);
      expect(refused, refused.stderr).toMatchObject({ code: 3 });
      expect(refused.stderr).toContain(what);
      expect(refused.stderr + refused.stdout).not.toContain('not-the-token');
    }
  });

  test('a proxy that says 429 is waited for, for creations, too', async () => {
    lay();
    world.graylog.fault({ kind: 'status', method: 'POST', status: 429, headers: { 'retry-after': '1' }, times: 3 });
    await apply();
    expect(world.graylog.requests.filter(({ status }) => status === 429)).toHaveLength(3);
    expect(ids()).toHaveLength(10);
    expect(await changes('--all')).toEqual([]);
  });

  test('killed between creation and record, the next run adopts', async () => {
    lay();
    const running = world.start(['apply', '--yes']);
    let created = 0;
    await new Promise<void>((resolve) =>
      world.graylog.observe(({ method, path }, when) => {
        if (
          method !== 'POST' ||
          !/(definitions|notifications|streams)$/.test(path) ||
          when !== 'after' ||
          ++created !== 4
        )
          return;
        running.kill();
        resolve();
      }),
    );
    await running.finished;
    world.graylog.observe(undefined);
    await apply();
    expect(ids()).toHaveLength(10);
    expect(titled('streams', 'Checkout panics')).toMatchObject({ disabled: false });
    expect(await changes('--all')).toEqual([]);
  });

  test('a creation that was committed and answered with 502 is adopted, not repeated', async () => {
    lay();
    world.graylog.fault({ kind: 'commit-then-status', method: 'POST', path: /definitions$/, status: 502 });
    await apply();
    expect(ids()).toHaveLength(10);
    expect(await changes('--all')).toEqual([]);
  });

  test('what Graylog refuses is said in its words at our property, and a stream that is missing by its title', async () => {
    lay();
    world.graylog.fault({
      kind: 'status',
      method: 'POST',
      path: /definitions$/,
      status: 400,
      body: { failed: true, errors: { search_within_ms: ['It is too long.'] }, error_context: {} },
    });
    const refused = await world.run(['apply', '--yes']);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('searchWithinMs: It is too long.');
    world.graylog.removeByHand('streams', String(titled('streams', 'Shop')['id']));
    const missing = await world.run(['apply', '--yes']);
    expect(missing.stderr).toContain('Graylog has no stream "Shop"');
  });
});
