import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyIn, changesIn, expectFoundAgain } from './applying.ts';
import { cakeShop, type CakeShop } from './statuscake-definitions.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({});
});
afterEach(() => world.close());

function lay(shop: CakeShop = {}): void {
  for (const [file, text] of Object.entries(cakeShop(shop))) world.write(file, text);
}

const apply = (...more: string[]): Promise<string> => applyIn(world, ...more);

const changes = (...more: string[]): ReturnType<typeof changesIn> => changesIn(world, ...more);

const collections = ['uptime', 'heartbeat', 'ssl', 'pagespeed', 'contact-groups'];

function ids(): string[] {
  return collections.flatMap((name) => world.statuscake.objects(name).map(({ id }) => `${name} ${id}`));
}

const check = (id: string): string => `production/checkout/${id}`;

describe('StatusCake through our own provider', () => {
  test('a check of each kind is planned, applied, and read back there is nothing to do', async () => {
    lay();
    expect((await changes()).map(([identity, op]) => [identity, op])).toEqual(
      ['answers', 'certificate', 'export', 'page'].flatMap((id) => [
        [check(id), 'create'],
        [`${check(id)}#contacts`, 'create'],
      ]),
    );
    await apply();
    const [uptime] = world.statuscake.objects('uptime');
    const groups = new Map(world.statuscake.objects('contact-groups').map(({ id, values }) => [id, values]));
    expect(uptime?.values).toMatchObject({
      name: 'checkout | payments | Checkout answers',
      test_type: 'HTTP',
      website_url: 'https://shop.example/health',
      check_rate: 60,
      confirmation: 3,
      trigger_rate: 5,
      find_string: 'up',
      tags: expect.arrayContaining([
        'alerts_identity:production/checkout/answers',
        'alerts_unit:production.payments',
      ]) as string[],
    });
    const [group = ''] = (uptime?.values['contact_groups'] ?? []) as string[];
    expect(groups.get(group)).toMatchObject({
      name: expect.stringContaining(
        '[alerts 5e1f00d001 production.payments production/checkout/answers#contacts]',
      ) as string,
      email_addresses: ['payments@lists.shop.example'],
      integrations: ['41'],
    });
    expect(world.statuscake.objects('heartbeat')[0]?.values).toMatchObject({ period: 7200 });
    expect(world.statuscake.objects('ssl')[0]?.values).toMatchObject({ alert_at: [30, 7, 1], alert_expiry: true });
    expect(world.statuscake.objects('pagespeed')[0]?.values).toMatchObject({ region: 'FR', alert_slower: 4000 });
    expect(await changes('--all')).toEqual([]);
  });

  test('changed definitions change just that, and what goes is really gone', async () => {
    lay({ uptime: ', timeout: 20s, regions: [paris], status: [500, 404]' });
    await apply();
    lay({ probe: 'confirmations: 2', missingFor: '1h', horizon: '14d', slower: '5s' });
    expect(await changes()).toEqual([
      [check('answers'), 'update', ['confirmation', 'regions', 'statusCodes', 'timeout', 'triggerRate']],
      [check('certificate'), 'update', ['alertAt']],
      [check('export'), 'update', ['period']],
      [check('page'), 'update', ['alertSlower']],
    ]);
    const before = ids();
    await apply();
    expect(ids()).toEqual(before);
    expect(world.statuscake.objects('uptime')[0]?.values).toMatchObject({
      confirmation: 2,
      trigger_rate: 0,
      timeout: 15,
    });
    expect(await changes('--all')).toEqual([]);
  });

  test('what somebody changed or removed in the UI is shown and repaired', async () => {
    lay();
    await apply();
    const [uptime] = world.statuscake.objects('uptime');
    world.statuscake.touch('uptime', uptime?.id ?? '', { paused: true, check_rate: 300 });
    world.statuscake.removeByHand('ssl', world.statuscake.objects('ssl')[0]?.id ?? '');
    expect(await changes('--all')).toEqual([
      [check('answers'), 'update', ['checkRate', 'paused']],
      [check('certificate'), 'create', []],
    ]);
    await apply('--all');
    expect(world.statuscake.objects('uptime')[0]?.values).toMatchObject({ paused: false, check_rate: 60 });
    expect(await changes('--all')).toEqual([]);
  });

  test('the state is lost: every object is found again and none is there twice', async () => {
    lay();
    await apply();
    await expectFoundAgain(world, ids);
  });

  test('a transfer keeps every object, and the address that a job reports to', async () => {
    lay();
    await apply();
    const before = ids();
    const address = await pingUrl();
    expect(address).toMatch(/^https:\/\/push\.statuscake\.com\//);
    lay({ owner: 'identity' });
    await apply();
    expect(ids()).toEqual(before);
    expect(await pingUrl()).toBe(address);
    expect(world.statuscake.objects('heartbeat')[0]?.values['tags']).toContain('alerts_unit:production.identity');
    expect(await changes('--all')).toEqual([]);
  });

  test('the address of a heartbeat is shown by status --outputs alone', async () => {
    lay();
    const said = [await apply(), JSON.stringify(await world.run(['plan', '--live', '--all', '--format', 'json']))];
    world.statuscake.touch('heartbeat', world.statuscake.objects('heartbeat')[0]?.id ?? '', { period: 99 });
    said.push(JSON.stringify(await world.run(['refresh'])), JSON.stringify(await world.run(['status'])));
    expect(said.join('\n')).not.toContain('PK=cake');
    for (const file of readdirSync(path.join(world.folder, '.alerts'), { recursive: true, withFileTypes: true }))
      if (file.isFile()) expect(readFileSync(path.join(file.parentPath, file.name), 'utf8')).not.toContain('PK=cake');
    expect(await pingUrl()).toContain('PK=cake');
  });

  test('a wrong key is one message that names the variable, status 3', async () => {
    lay();
    for (const [key, what] of [
      ['not-the-key', 'StatusCake does not accept the credentials in STATUSCAKE_API_KEY'],
      ['', 'STATUSCAKE_API_KEY is not set (connections.cake.apiKey)'],
    ] as const) {
      const refused = await world.run(['apply', '--yes'], { STATUSCAKE_API_KEY: key });
      expect(refused, refused.stderr).toMatchObject({ code: 3 });
      expect(refused.stderr).toContain(what);
      expect(refused.stderr.match(/STATUSCAKE_API_KEY/g)).toHaveLength(1);
      expect(refused.stderr + refused.stdout).not.toContain('not-the-key');
    }
  });

  test('429 is waited for as long as StatusCake says, for creations, too', async () => {
    lay();
    await changes();
    world.statuscake.observe(({ method }, when) => {
      if (method !== 'POST' || when !== 'after') return;
      world.statuscake.observe(undefined);
      world.statuscake.limit(4, 1);
    });
    await apply();
    expect(world.statuscake.requests.filter(({ status }) => status === 429)).toHaveLength(4);
    expect(world.statuscake.objects('uptime')).toHaveLength(1);
    expect(await changes('--all')).toEqual([]);
  });

  test('a creation that was committed and answered with 502 is adopted, not repeated', async () => {
    lay();
    world.statuscake.fault({ kind: 'commit-then-status', method: 'POST', path: /uptime$/, status: 502 });
    await apply();
    expect(world.statuscake.objects('uptime')).toHaveLength(1);
    expect(await changes('--all')).toEqual([]);
  });

  test('killed between creation and record, the next run adopts', async () => {
    lay();
    const running = world.start(['apply', '--yes']);
    let created = 0;
    await new Promise<void>((resolve) =>
      world.statuscake.observe(({ method }, when) => {
        if (method !== 'POST' || when !== 'after' || ++created !== 3) return;
        running.kill();
        resolve();
      }),
    );
    await running.finished;
    world.statuscake.observe(undefined);
    await apply();
    for (const name of collections)
      expect(world.statuscake.objects(name), name).toHaveLength(name === 'contact-groups' ? 4 : 1);
    expect(await changes('--all')).toEqual([]);
  });

  test('what StatusCake refuses is said in its words at our property', async () => {
    lay({ uptime: '' });
    world.statuscake.fault({
      kind: 'status',
      method: 'POST',
      path: /uptime$/,
      status: 400,
      body: {
        message: 'The provided parameters are invalid.',
        errors: { website_url: ['The host is on a block list'] },
      },
    });
    const refused = await world.run(['apply', '--yes']);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('websiteUrl: The host is on a block list');
    expect(refused.stderr).toContain('alerts/payments/checkout.yaml');
  });
});

/** The address by the command that shows it. */
async function pingUrl(): Promise<string> {
  const { code, stdout, stderr } = await world.run(['status', '--outputs', '--format', 'json']);
  expect(code, stderr).toBe(0);
  const { outputs } = JSON.parse(stdout) as { outputs: { identity: string; output: string; value: string }[] };
  return outputs.find(({ identity, output }) => identity === check('export') && output === 'pingUrl')?.value ?? '';
}
