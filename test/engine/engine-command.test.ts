import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallOrganisation } from './definitions.ts';
import { startWorld, type Finished, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({});
  for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 5 } }))) world.write(file, text);
  expect(await world.run(['apply', '--yes', '--squad', 'payments'])).toMatchObject({ code: 0 });
});
afterAll(() => world.close());

const engine = (...args: string[]): Promise<Finished> => world.run(['engine', ...args]);
const ofUnit = (...args: string[]): Promise<Finished> => engine('--unit', 'production.payments', '--', ...args);

test('the real CLI sees the stacks of this state', async () => {
  const listed = await engine('--', 'stack', 'ls', '--json');
  expect(listed, listed.stderr).toMatchObject({ code: 0 });
  expect((JSON.parse(listed.stdout) as { name: string }[]).map(({ name }) => name)).toContain('production.payments');
});

test('in the workspace of a unit, options for it passed on as they are', async () => {
  const stack = await ofUnit('stack', '--show-urns', '--stack', 'production.payments');
  expect(stack, stack.stderr).toMatchObject({ code: 0 });
  expect(stack.stdout).toContain('urn:pulumi:production.payments::shop::datadog:index/monitor:Monitor::');
});

test('its exit status is ours', async () => {
  const { ALERTS_ENGINE = '', PATH = '' } = world.env;
  for (const args of [['version'], ['stack', 'select', 'no-such-stack', '--non-interactive'], ['no-such-command']]) {
    const cwd = path.join(world.folder, '.alerts', 'work', 'production.payments');
    const { status } = spawnSync(ALERTS_ENGINE, args, {
      cwd,
      env: { PATH, HOME: world.env['HOME'], PULUMI_CONFIG_PASSPHRASE: '', PULUMI_SKIP_UPDATE_CHECK: 'true' },
    });
    expect((await ofUnit(...args)).code, args.join(' ')).toBe(status);
  }
});

test('no credential of a vendor is in its environment, and mistakes are told', async () => {
  expect(await engine('--unit', 'production.nobody', '--', 'stack')).toMatchObject({ code: 2 });
  expect(await engine()).toMatchObject({ code: 2 });
  const config = await ofUnit('config', '--stack', 'production.payments', '--json');
  expect(`${config.stdout}${config.stderr}`).not.toMatch(/dd-a(pi|pp)-key/);
});
