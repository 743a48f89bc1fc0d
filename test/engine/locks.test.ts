import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { smallOrganisation } from './definitions.ts';
import { holdFirstCreation } from './hold.ts';
import { startWorld, type Running, type World } from './world.ts';

let open: World[] = [];
afterEach(async () => {
  for (const world of open) await world.close();
  open = [];
});

async function worldOf(): Promise<World> {
  const world = await startWorld({});
  open.push(world);
  for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 5 } }))) world.write(file, text);
  return world;
}

const folderOfLocks = '.alerts/state/.pulumi/locks/organization/shop/production.payments';

function locksIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
}

test('two checkouts, one state: the second is told who is at work since when, and succeeds afterwards', async () => {
  const first = await worldOf();
  const folder = path.join(first.folder, 'shared');
  mkdirSync(folder);
  const project = smallOrganisation({ alerts: {} })['alerts/project.yaml'] ?? '';
  first.write('alerts/project.yaml', `${project}state: ${pathToFileURL(folder).href}\n`);
  const second = first.clone();
  open.push(second);
  const shared = { PULUMI_CONFIG_PASSPHRASE: 'x' };
  const { reached, release } = holdFirstCreation(first);
  const running = first.start(['apply', '--yes', '--squad', 'payments'], shared);
  await reached;
  const refused = await second.run(['apply', '--yes', '--squad', 'payments'], shared);
  expect(refused, refused.stderr).toMatchObject({ code: 5 });
  expect(refused.stderr).toMatch(
    /Somebody else is applying production\.payments:\s+\S+@\S+, process \d+, since \d{4}-/,
  );
  const planned = await second.run(['plan', '--live', '--squad', 'payments'], shared);
  expect(planned, planned.stderr).toMatchObject({ code: 0 });
  expect(planned.stderr).toMatch(/production\.payments: .*process \d+.* is applying it right now/);
  release();
  expect(await running.finished).toMatchObject({ code: 0 });
  first.datadog.observe(undefined);
  const { size } = first.datadog.monitors;
  expect(await second.run(['apply', '--yes', '--squad', 'payments'], shared)).toMatchObject({ code: 0 });
  expect(first.datadog.monitors.size).toBe(size);
  expect(readdirSync(path.join(folder, '.alerts', '5e1f00d001', 'graph'))).toEqual(['production.payments.json']);
  expect(existsSync(path.join(folder, '.pulumi', 'stacks', 'shop', 'production.payments.json'))).toBe(true);
  for (const one of [first, second]) expect(existsSync(path.join(one.folder, '.alerts', 'graph'))).toBe(false);
});

test('two runs in one checkout: the second is refused at once, or waits and finds nothing left to do', async () => {
  const world = await worldOf();
  const { reached, release } = holdFirstCreation(world);
  const running = world.start(['apply', '--yes']);
  await reached;
  const refused = await world.run(['apply', '--yes']);
  expect(refused).toMatchObject({ code: 5 });
  expect(refused.stderr).toContain(`process ${running.pid}`);
  const mistaken = await world.run(['apply', '--yes', '--lock-timeout', 'soon']);
  expect(mistaken).toMatchObject({ code: 2 });
  expect(mistaken.stderr).toContain('--lock-timeout takes a time such as 30s');
  const waiting = world.start(['apply', '--yes', '--lock-timeout', '10m']);
  await waiting.says(
    new RegExp(`this checkout is locked by process ${running.pid} on \\S+, since .*: waiting up to 10m`),
  );
  release();
  expect(await running.finished).toMatchObject({ code: 0 });
  const finished = await waiting.finished;
  expect(finished, finished.stderr).toMatchObject({ code: 0 });
  expect(finished.stdout).not.toContain('Applied');
});

const payments = ['apply', '--yes', '--squad', 'payments'];

test('the lock of a run that died is removed, that of somebody elsewhere is not', async () => {
  const world = await worldOf();
  const locks = path.join(world.folder, folderOfLocks);
  const { reached, release } = holdFirstCreation(world);
  const running = world.start(payments);
  await reached;
  running.kill();
  await running.finished;
  release();
  world.datadog.observe(undefined);
  expect(locksIn(locks)).toHaveLength(1);
  // A run that has nothing to do with that unit does not lose the proof.
  expect(await world.run(['apply', '--yes', '--squad', 'identity'])).toMatchObject({ code: 0 });
  expect(locksIn(locks)).toHaveLength(1);
  const next = await world.run(payments);
  expect(next, next.stdout).toMatchObject({ code: 0 });
  expect(locksIn(locks)).toEqual([]);

  const foreign = { pid: 1, username: 'bob', hostname: 'elsewhere', timestamp: '2026-01-01T00:00:00Z' };
  mkdirSync(locks, { recursive: true });
  writeFileSync(path.join(locks, 'other.json'), JSON.stringify(foreign));
  for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 6 } }))) world.write(file, text);
  const refused = await world.run(payments);
  expect(refused).toMatchObject({ code: 5 });
  expect(refused.stderr).toContain('bob@elsewhere, process 1, since 2026-01-01');
  expect(locksIn(locks)).toEqual(['other.json']);
});

test('the lock of an engine that was killed alone is removed by the next run', async () => {
  const world = await worldOf();
  const locks = path.join(world.folder, folderOfLocks);
  const { reached, release } = holdFirstCreation(world);
  const running = world.start(payments);
  await reached;
  running.killEngine();
  release();
  const failed = await running.finished;
  expect(failed.code, failed.stderr).toBe(3);
  expect(failed.stderr + failed.stdout).toContain('was ended by a signal');
  world.datadog.observe(undefined);
  const next = await world.run(payments);
  expect(next, next.stdout).toMatchObject({ code: 0 });
  expect(locksIn(locks)).toEqual([]);
  const names = [...world.datadog.monitors.values()].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('Ctrl-C waits for what the vendor was asked, and says so', async () => {
  const world = await worldOf();
  const { reached, release } = holdFirstCreation(world);
  const running = world.start(['apply', '--yes']);
  await reached;
  process.kill(running.pid, 'SIGINT');
  setTimeout(release, 500);
  const finished = await running.finished;
  expect(finished, finished.stderr).toMatchObject({ code: 130 });
  world.datadog.observe(undefined);
  expect(await world.run(['apply', '--yes'])).toMatchObject({ code: 0 });
  const names = [...world.datadog.monitors.values()].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('Ctrl-C twice ends everything at once, and says what was under way; the next run finds out', async () => {
  const world = await worldOf();
  const { reached, release } = holdFirstCreation(world);
  const running = world.start(payments);
  await reached;
  const started = world.processes();
  expect(started.length).toBeGreaterThanOrEqual(2);
  process.kill(running.pid, 'SIGINT');
  await running.says(/Ctrl-C again ends at once/);
  process.kill(running.pid, 'SIGINT');
  const ended = await running.finished;
  expect(ended, ended.stderr).toMatchObject({ code: 130 });
  expect(ended.stderr).toMatch(/These changes were under way:\n {2}create production\/\w+\/[\w-]+\n/);
  for (const pid of started) expect(existsSync(`/proc/${pid}/exe`), String(pid)).toBe(false);
  release();
  world.datadog.observe(undefined);
  const next = await world.run(payments);
  expect(next, next.stderr).toMatchObject({ code: 0 });
  const names = [...world.datadog.monitors.values()].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe('a lock that is taken between the plan and the change', () => {
  const record = '.alerts/graph/production.payments.json';

  /** Starts to apply a changed threshold; another's lock appears while it plans. */
  async function overtaken(): Promise<{
    readonly world: World;
    readonly running: Running;
    readonly unlock: () => void;
  }> {
    const world = await worldOf();
    expect(await world.run(payments)).toMatchObject({ code: 0 });
    for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 50 } })))
      world.write(file, text);
    const lock = `${folderOfLocks}/other.json`;
    world.datadog.observe((request) => {
      if (request.method !== 'GET') return;
      world.datadog.observe(undefined);
      world.write(
        lock,
        JSON.stringify({ pid: 1, username: 'bob', hostname: 'elsewhere', timestamp: '2026-01-01T00:00:00Z' }),
      );
    });
    const running = world.start([...payments, '--lock-timeout', '10m']);
    await running.says(
      /production\.payments is locked by bob@elsewhere, process 1, since 2026-01-01\S*: waiting up to 10m/,
    );
    return { world, running, unlock: () => world.write(lock, undefined) };
  }

  const queries = (world: World): string => [...world.datadog.monitors.values()].map(({ query }) => query).join('\n');

  test('is waited for; what was planned is done when nothing else has changed', async () => {
    const { world, running, unlock } = await overtaken();
    unlock();
    const finished = await running.finished;
    expect(finished, finished.stderr).toMatchObject({ code: 0 });
    expect(queries(world)).toContain('> 50');
  });

  test('and nothing is done when the unit was applied from another commit meanwhile', async () => {
    const { world, running, unlock } = await overtaken();
    const text = readFileSync(path.join(world.folder, record), 'utf8');
    world.write(
      record,
      text.replace(/"appliedAt": "[^"]*"/, '"commit": "0123456",\n"appliedAt": "2026-11-01T00:00:00.000Z"'),
    );
    unlock();
    const finished = await running.finished;
    expect(finished, finished.stderr).toMatchObject({ code: 5 });
    expect(finished.stderr).toContain('Somebody else has applied this unit meanwhile, from 0123456');
    expect(queries(world)).not.toContain('> 50');
  });
});
