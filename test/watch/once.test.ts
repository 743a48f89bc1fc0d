import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildIfStale } from '../e2e/build.ts';
import { Lease } from '../../src/watch/lease.ts';
import { application, project, queueAlert, squads } from './definitions.ts';
import { startWorld, type WatchWorld } from './world.ts';

const root = path.resolve('.');
let world: WatchWorld;

beforeAll(() => buildIfStale(root), 120_000);
beforeEach(async () => {
  world = await startWorld();
  world.rabbit.put({ name: 'orders', messages_ready: 200 });
  mkdirSync(path.join(world.folder, 'alerts'));
  writeFileSync(path.join(world.folder, 'alerts/project.yaml'), project(world.rabbit.url));
  writeFileSync(path.join(world.folder, 'alerts/squads.yaml'), squads);
  writeFileSync(path.join(world.folder, 'alerts/worker.yaml'), application(queueAlert('backlog', {})));
});
afterEach(() => world.close());

/** The second in which the last run ended: another look in the same one is left out, since it could see nothing newer. */
let ended = 0;

/** `alerts watch --once`, as cron runs it. */
async function once(
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  while (Math.floor(Date.now() / 1000) === ended) await new Promise((resolve) => setTimeout(resolve, 20));
  const child = spawn(
    process.execPath,
    [path.join(root, 'bin/alerts.js'), 'watch', '--once', '--state', 'state', ...args],
    {
      cwd: world.folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: world.folder, ...world.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  ended = Math.floor(Date.now() / 1000);
  return { status, ...said };
}

it('opens what is bad, says so on standard error, and ends with 0', async () => {
  const { status, stdout, stderr } = await once('--log-format', 'json');
  expect([status, stdout]).toEqual([0, '']);
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; message: string });
  expect(lines.map(({ message }) => message)).toContain('opened: worker | payments | backlog of 200');
  expect(world.alerts()).toEqual(['open worker | payments | backlog of 200']);
});

it('ends with 3 when the broker or the backend failed, and goes on the next time', async () => {
  world.rabbit.fault({ kind: 'close' });
  const { status, stderr } = await once();
  expect(status).toBe(3);
  expect(stderr).toContain('alerts: Not everything could be seen');
  const end = world.opsgenie.fault({ kind: 'status', status: 503, method: 'POST', times: 99 });
  expect((await once()).status).toBe(3);
  end();
  expect((await once()).status).toBe(0);
  expect(world.alerts()).toEqual(['open worker | payments | backlog of 200']);
});

it('ends with 5, and does nothing, while another instance runs', async () => {
  const lease = new Lease(path.join(world.folder, 'state'), 60_000);
  expect(await lease.take(0)).toBe(true);
  const { status, stderr } = await once();
  expect([status, world.rabbit.requests.length]).toEqual([5, 0]);
  expect(stderr).toContain('Another instance holds the lease');
  await lease.release();
  expect((await once()).status).toBe(0);
});

it('names every credential that is missing in one message, and ends with 3', async () => {
  world.env = { OPSGENIE_API_URL: world.opsgenie.url };
  const { status, stderr } = await once();
  expect(status).toBe(3);
  expect(stderr).toBe(
    'alerts: OPSGENIE_WATCH_KEY is not set (connections.opsgenie.watchKey)\nRABBIT_USER is not set (connections.queues.user)\nRABBIT_PASSWORD is not set (connections.queues.password)\n',
  );
});

it('ends with 2 when there is nothing to watch', async () => {
  writeFileSync(
    path.join(world.folder, 'alerts/project.yaml'),
    project(world.rabbit.url).replace('via: watch', 'via: datadog'),
  );
  const { status, stderr } = await once();
  expect([status, stderr]).toEqual([
    2,
    'alerts: No connection says "via: watch" there, so that there is nothing to watch.\n',
  ]);
});
