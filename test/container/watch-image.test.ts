import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { until } from '../services/until.ts';
import { application, project, queueAlert, squads } from '../watch/definitions.ts';
import { startWorld, type WatchWorld } from '../watch/world.ts';
import { buildImage, isRoot, makeReadOnly, nodeUser, type Image } from './build-image.ts';
import { readDockerfile } from './dockerfile.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const dockerfile = readFileSync(path.join(repository, 'deploy/watch/Dockerfile'), 'utf8');

let folder: string;
let image: Image;
let world: WatchWorld;
let running: ChildProcess[];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-image-'));
  chmodSync(folder, 0o755);
  const context = path.join(folder, 'context');
  copyTracked(context);
  image = buildImage(dockerfile, context, path.join(folder, 'stages'));
  symlinkSync(process.execPath, path.join(image.root, 'usr/node'));
  mkdirSync(path.join(image.root, 'definitions/alerts'));
  if (!isRoot) for (const part of ['package', 'tmp', 'home', 'usr']) makeReadOnly(path.join(image.root, part));
});
afterAll(() => {
  spawnSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  running = [];
  world = await startWorld();
  world.rabbit.put({ name: 'orders', messages_ready: 200 });
  const files = {
    'project.yaml': project(world.rabbit.url, '    every: 5s'),
    'squads.yaml': squads,
    'worker.yaml': application(queueAlert('backlog', {})),
  };
  for (const [name, text] of Object.entries(files))
    writeFileSync(path.join(image.root, 'definitions/alerts', name), text);
});
afterEach(async () => {
  for (const one of running) one.kill('SIGKILL');
  await world.close();
  for (const name of readdirSync(at('/state'))) rmSync(path.join(at('/state'), name));
});

/** What git knows or would take, as it lies here: what it ignores is made by the build, or is nobody else's business. */
function copyTracked(context: string): void {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  for (const name of stdout.split('\0').filter((one) => one !== '' && existsSync(path.join(repository, one)))) {
    mkdirSync(path.dirname(path.join(context, name)), { recursive: true });
    cpSync(path.join(repository, name), path.join(context, name), { verbatimSymlinks: true });
  }
}

/** Where a path of the image lies here. */
function at(inside: string): string {
  return path.join(image.root, inside);
}

/** Starts a program as the image's user, with nothing but what the image and `--env-file` say. */
function start([program = '', ...args]: readonly string[]): {
  readonly child: ChildProcess;
  readonly said: () => string;
} {
  expect(program).toBe('node');
  const rooted = (text: string): string => (text.startsWith('/') ? at(text) : text);
  const env = Object.fromEntries(Object.entries(image.env).map(([name, value]) => [name, rooted(value)]));
  const child = spawn(at('/usr/node'), args.map(rooted), {
    cwd: at(image.workdir),
    env: { PATH: at('/usr'), HOME: at('/home/node'), ...env, ...world.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot ? nodeUser : {}),
  });
  running.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  return { child, said: () => text };
}

async function run(...words: readonly string[]): Promise<{ readonly status: number | null; readonly text: string }> {
  const { child, said } = start(words);
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, text: said() };
}

it('the image has the package without what only building it needs', () => {
  const lock = JSON.parse(readFileSync(path.join(repository, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  const dev = Object.entries(lock.packages).filter(([, { dev: isDev }]) => isDev === true);
  expect(dev.length).toBeGreaterThan(10);
  expect(dev.map(([name]) => name).filter((name) => existsSync(at(`/package/${name}`)))).toEqual([]);
  expect(existsSync(at('/package/node_modules/ky'))).toBe(true);
});

it('what it says of its processes is what the page on watching says', () => {
  const page = readFileSync(path.join(repository, 'docs/watch.md'), 'utf8');
  expect(image.user).toBe('node');
  expect(image.volumes).toEqual([image.env['STATE_DIRECTORY']]);
  expect(page).toContain(`a volume on \`${image.volumes[0]}\``);
  expect(page).toContain(`\`${image.workdir}/alerts\``);
  // Nothing outside reaches a loopback address.
  expect(image.ports).toEqual([]);
});

it('its program explains itself', async () => {
  const { status, text } = await run(...image.entrypoint, '--help');
  expect([status, text.includes('--once')]).toEqual([0, true]);
});

it('looks once, opens what is bad, and writes to its volume only', async () => {
  const { status, text } = await run(...image.entrypoint, ...image.command, '--once');
  expect([status, text.includes('opened: worker | payments | backlog of 200')]).toEqual([0, true]);
  expect(world.alerts()).toEqual(['open worker | payments | backlog of 200']);
  expect(readdirSync(at('/state'))).toEqual(['production.queues.json']);
  for (const place of ['/tmp', '/home/node']) expect([place, readdirSync(at(place))]).toEqual([place, []]);
  expect(readdirSync(at('/definitions'))).toEqual(['alerts']);
});

it('is well while it watches, ill when it cannot, and ends when it is asked to', async () => {
  const { child, said } = start([...image.entrypoint, ...image.command, '--listen', '127.0.0.1:0']);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await until('it looks', () => world.rabbit.requests.length > 0, said);
  const port = /127\.0\.0\.1:(\d+)/.exec(said())?.[1] ?? '';
  const health = image.healthcheck.map((word) => word.replace(':9619', `:${port}`));
  expect(health.join()).toContain(`:${port}/healthz`);
  expect((await run(...health)).status).toBe(0);
  world.rabbit.fault({ kind: 'close', times: 1000 });
  await until('it cannot see the broker', () => said().includes('failed'), said);
  expect((await run(...health)).status).toBe(1);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  const lines = said().trim().split('\n').map((line) => JSON.parse(line) as { message: string }); // prettier-ignore
  expect(lines.at(-1)?.message).toBe('stopped; what is open stays open');
});

it.each([
  ['an instruction', 'FROM a\nADD b c'],
  ['a directive', '# syntax=docker/dockerfile:1\nFROM a'],
  ['a variable', 'FROM a\nWORKDIR $HOME'],
  ['something before the first stage', 'RUN npm ci'],
  ['a lower-case word', 'FROM a\nrun npm ci'],
])('what the reader does not know is refused: %s', (_, text) => {
  expect(() => readDockerfile(text)).toThrow(/Dockerfile:\d+: the test's reader does not understand/);
});
