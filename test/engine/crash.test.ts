import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { smallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

const objects = 4;

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});

async function worldOf(): Promise<World> {
  const world = await startWorld({});
  open.push(world);
  for (const [file, text] of Object.entries(smallOrganisation({ alerts: { 'too-slow': 5, 'too-many': 6 } })))
    world.write(file, text);
  return world;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .flatMap((file) => (statSync(file).isDirectory() ? filesIn(file) : statSync(file).isFile() ? [file] : []));
}

/** Kills an apply when the vendor is asked for the first creation, which it goes on with after `ms`. */
async function killAtCreation(
  world: World,
  ms: number,
  spare?: RegExp,
  more: Record<string, string> = {},
): Promise<string> {
  const running = world.start(['apply', '--yes', '--debug'], more);
  let reach = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  world.datadog.observe(async (request, when) => {
    if (request.method !== 'POST' || request.path !== '/api/v1/monitor' || when !== 'before') return;
    world.datadog.observe(undefined);
    reach();
    await new Promise((resolve) => setTimeout(resolve, ms));
  });
  await reached;
  running.kill(spare);
  const { stdout, stderr } = await running.finished;
  return stdout + stderr;
}

/** Plugins that the checkout's runs have written down and that are alive. */
function plugins(world: World): number[] {
  const folder = path.join(world.folder, '.alerts', 'processes');
  return readdirSync(folder)
    .map((name) => (JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { pid: number }).pid)
    .filter(
      (pid) =>
        existsSync(`/proc/${pid}`) && /plugin|pulumi-resource/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    );
}

test('a slow request whose plugin outlives everything else: the plugin is ended, its object is found', async () => {
  const world = await worldOf();
  await killAtCreation(world, 4_000, /plugin|pulumi-resource/);
  const left = plugins(world);
  expect(left).toHaveLength(1);
  const again = await world.run(['apply', '--yes']);
  expect(again, again.stderr).toMatchObject({ code: 0 });
  expect(again.stderr).toContain('that an interrupted run had left behind');
  expect(left.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  expect(world.datadog.monitors.size).toBe(objects);
  const names = [...world.datadog.monitors.values()].map(({ name }) => name);
  expect(new Set(names).size).toBe(objects);
  const second = await world.run(['plan', '--live', '--all', '--format', 'json']);
  expect(JSON.parse(second.stdout)).toMatchObject({ summary: { same: objects, create: 0, adopt: 0 } });
});

test('a run that was killed leaves no credential: not in the state, the journal, temporary files, the output', async () => {
  const world = await worldOf();
  const temporary = path.join(world.folder, 'tmp');
  mkdirSync(temporary);
  const said = await killAtCreation(world, 0, undefined, { TMPDIR: temporary });
  expect(said).not.toMatch(/d-a(pi|pp)-key/);
  const files = [...filesIn(world.folder), ...filesIn(world.env['HOME'] ?? '')];
  expect(files.some((file) => file.includes('/journal/'))).toBe(true);
  for (const file of files) expect(readFileSync(file, 'latin1'), file).not.toMatch(/d-a(pi|pp)-key/);
  for (const file of filesIn(path.join(world.folder, '.alerts')))
    if (!/\/state\/|\/work\//.test(file)) expect(statSync(file).mode & 0o077, file).toBe(0);
});

test('an address that accepts and stays silent: the call ends, and what was heard last is named meanwhile', async () => {
  const world = await worldOf();
  const sockets: { destroy(): void }[] = [];
  const server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  });
  const silent = await world.run(['plan', '--live', '--squad', 'payments'], {
    DD_HOST: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  expect(silent.code, silent.stderr).not.toBe(0);
  expect(silent.stderr).toMatch(/still waiting after \d+ s; the last that was heard: production\.payments: looking/);
  expect(silent.stderr).toMatch(/GET http:\/\/127\.0\.0\.1:\d+\S* got no answer within \d+ s/);
});
