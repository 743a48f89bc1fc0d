import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

/** `alerts watch --once`, as cron runs it. */
async function once(
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
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
  expect(stderr).toContain(`Another instance, process ${process.pid} on ${hostname()}, holds the lease`);
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

it('says nothing when there is nothing to say: cron mails every line', async () => {
  world.rabbit.put({ name: 'orders', messages_ready: 5 });
  expect(await once()).toEqual({ status: 0, stdout: '', stderr: '' });
});

it('looks again when it is run again at once', async () => {
  expect((await once()).status).toBe(0);
  const looks = world.rabbit.requests.length;
  expect((await once()).status).toBe(0);
  expect(world.rabbit.requests.length).toBe(2 * looks);
});

it('ends with 3 when the backend cannot be asked what is open, although nothing has to be told', async () => {
  world.rabbit.put({ name: 'orders', messages_ready: 5 });
  world.opsgenie.fault({ kind: 'close', times: 99 });
  const { status, stderr } = await once();
  expect([status, stderr.includes('What is open at the on-call backend is not known yet')]).toEqual([3, true]);
});

describe('definitions that cannot be read', () => {
  const file = (): string => path.join(world.folder, 'alerts/worker.yaml');
  const second = application(queueAlert('other', { name: 'mails' })).replace('id: worker', 'id: mailer');

  it('close nothing: what is open of them stays open, the others are evaluated, and it ends with 3', async () => {
    writeFileSync(path.join(world.folder, 'alerts/mailer.yaml'), second);
    expect((await once()).status).toBe(0);
    writeFileSync(file(), `${application(queueAlert('backlog', {}))}  broken: [\n`);
    world.rabbit.put({ name: 'mails', messages_ready: 300 });
    const { status, stderr } = await once();
    expect(status).toBe(3);
    expect(stderr).toMatch(/error alerts\/worker\.yaml:\d+:\d+: This is not valid YAML/);
    const open = ['open worker | payments | backlog of 200', 'open mailer | payments | other of 300'];
    expect(world.alerts()).toEqual(open);
    writeFileSync(file(), application(queueAlert('backlog', {})));
    expect((await once()).status).toBe(0);
    expect(world.alerts()).toEqual(open);
  });

  it.each([
    ['a file of alerts', 'worker.yaml', 'is: above', 'is: abov'],
    ['the project', 'project.yaml', 'owner: platform', 'ownr: platform'],
  ])('end it with 1 and what is wrong when nothing is left to watch: %s', async (_, name, from, to) => {
    const at = path.join(world.folder, 'alerts', name);
    writeFileSync(at, readFileSync(at, 'utf8').replace(from, to));
    const { status, stderr } = await once();
    expect([status, world.rabbit.requests.length]).toEqual([1, 0]);
    expect(stderr).toContain(`alerts/${name}:`);
    expect(stderr).toContain('Nothing was watched: mend the errors first.');
  });
});

it('warns of a name that no queue has, once', async () => {
  writeFileSync(path.join(world.folder, 'alerts/worker.yaml'), application(queueAlert('backlog', { name: 'oders' })));
  world.rabbit.put({ name: 'oders.other', messages_ready: 5 });
  const { status, stderr } = await once();
  expect(status).toBe(0);
  expect(stderr).toContain(
    'warning worker/backlog has nothing to look at: no queue in the virtual host "/" is named "oders". broker=production.queues',
  );
  // Cron mails every line: what is known is not said again.
  expect(await once()).toEqual({ status: 0, stdout: '', stderr: '' });
});

it('says what is wrong with the folder of its state, and ends with 3', async () => {
  writeFileSync(path.join(world.folder, 'state'), '');
  const { status, stderr } = await once();
  expect(status).toBe(3);
  expect(stderr).toBe(
    `alerts: The state folder ${path.join(world.folder, 'state')} cannot be used: a part of its path is a file (ENOTDIR). Mend that, or name another folder with --state.\n`,
  );
});

it.each([
  ['cut off', '{"version":1,"at":17'],
  ['of a newer version', '{"version":2,"at":1,"alerts":{},"troubles":[],"outbox":[],"next":1}'],
  ['without alerts', '{"version":1,"outbox":[]}'],
  ['of other alerts', '{"version":1,"at":1,"alerts":{"a/b/c":{"":{}}},"troubles":[],"outbox":[],"next":1}'],
  ['of other orders', '{"version":1,"at":1,"alerts":{},"troubles":[],"outbox":[{}],"next":1}'],
  ['nothing at all', ''],
])('refuses a state that is %s, and leaves it as it is', async (_, text) => {
  const file = path.join(world.folder, 'state/production.queues.json');
  mkdirSync(path.dirname(file));
  writeFileSync(file, text);
  const { status, stderr } = await once();
  expect([status, readFileSync(file, 'utf8')]).toEqual([2, text]);
  expect(stderr).toContain(`${file}:1:1: This is no state of this version of the watch`);
});

it('refuses an address with a password in it, and does not repeat it', async () => {
  writeFileSync(
    path.join(world.folder, 'alerts/project.yaml'),
    project(world.rabbit.url.replace('//', '//bob:s3cr3t-w0rd@')),
  );
  const { status, stderr } = await once();
  expect([status, world.rabbit.requests.length]).toEqual([3, 0]);
  expect(stderr).toContain('connections.queues.url has a user or password in it');
  expect(stderr).not.toContain('s3cr3t-w0rd');
});

it.each([
  ['another service', 302, 'was answered with 302, which is not how the management API answers: is it its address?'],
  ['a page for people', 200, 'was answered with 200, and not with what the management API tells: is it its address?'],
])('asks whether the address is right where %s answers', async (_, status, words) => {
  world.rabbit.fault({ kind: 'status', status, body: {}, times: 9 });
  expect((await once()).stderr).toContain(words);
});
