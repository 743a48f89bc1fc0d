import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { create } from 'tar';

const root = path.resolve(import.meta.dirname, '../..');

/** A repository with a base that pins the tool and a pull request that wants everything but alerting. */
export interface PullRequestFixture {
  readonly folder: string;
  /** The repository at the forge. */
  readonly origin: string;
  readonly base: string;
  readonly head: string;
  /** Written by whatever of the pull request is run. */
  readonly canary: string;
  /** What the tool of the base was called with: a line per run. */
  readonly calls: string;
  /** Adds a commit to the pull request; its id. */
  commit(files: Readonly<Record<string, string>>): string;
  /** A clone as a runner makes it. */
  clone(name: string, revision?: string): string;
  remove(): void;
}

/** Runs git quietly; throws with what it said. */
export function git(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8', env: gitEnvironment() });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function gitEnvironment(): Record<string, string> {
  const who = { NAME: 'Ana Moreau', EMAIL: 'ana@shop.example', DATE: '2026-11-23T12:00:00Z' };
  const names = Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    ...Object.fromEntries(names),
  };
}

/** Makes the fixture: `main` with the shop's definitions and a locked tool, and a hostile branch. */
export async function pullRequestFixture(): Promise<PullRequestFixture> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-ci-')));
  const origin = path.join(folder, 'origin');
  const canary = path.join(folder, 'canary');
  const calls = path.join(folder, 'calls');
  mkdirSync(origin);
  git(origin, 'init', '--quiet', '--initial-branch', 'main');
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  cpSync(path.join(root, 'test/e2e/trees/shop'), origin, { recursive: true });
  await packTool(origin, 'tool.tgz', wrapper(calls), folder);
  write(origin, lockedBy('tool.tgz', readFileSync(path.join(origin, 'tool.tgz'))));
  const commit = (files: Readonly<Record<string, string>>): string => {
    write(origin, files);
    git(origin, 'add', '--all', '--force');
    git(origin, 'commit', '--quiet', '--message', 'change');
    return git(origin, 'rev-parse', 'HEAD');
  };
  const base = commit({});
  git(origin, 'checkout', '--quiet', '-b', 'raise-limit');
  await packTool(origin, 'evil.tgz', touch(canary, 'tool'), folder);
  plant(origin, canary);
  const yaml = readFileSync(path.join(origin, 'alerts/payments/checkout-api.yaml'), 'utf8');
  const head = commit({ 'alerts/payments/checkout-api.yaml': yaml.replace('critical: 5%', 'critical: 7%') });
  return {
    folder,
    origin,
    base,
    head,
    canary,
    calls,
    commit,
    clone: (name, revision) => {
      const clone = path.join(folder, name);
      git(folder, 'clone', '--quiet', '--no-checkout', '--branch', 'main', origin, clone);
      if (revision !== undefined) git(clone, 'checkout', '--quiet', '--detach', revision);
      // An earlier job on the same machine may have left these.
      for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction'])
        executable(path.join(clone, '.git/hooks', hook), `#!/bin/sh\necho ${hook} >> ${canary}\n`);
      return clone;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The tool of the base: notes how it was called, then is the one that is tested. */
function wrapper(calls: string): string {
  const real = JSON.stringify(path.join(root, 'bin/alerts.js'));
  return `import { appendFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ cwd: process.cwd(), args: process.argv.slice(2) }) + '\\n');
await import(${real});
`;
}

function touch(canary: string, what: string): string {
  return `require('node:fs').appendFileSync(${JSON.stringify(canary)}, ${JSON.stringify(`${what}\n`)});\n`;
}

async function packTool(origin: string, file: string, program: string, folder: string): Promise<void> {
  const packed = path.join(folder, `pack-${file}`);
  write(packed, {
    'package/package.json': JSON.stringify({ name: 'alerts-as-code', version: '1.0.0', type: 'module' }),
    'package/bin/alerts.js': program,
    'package/ci/pull-request.sh': readFileSync(path.join(root, 'ci/pull-request.sh'), 'utf8'),
  });
  await create({ gzip: true, portable: true, file: path.join(origin, file), cwd: packed }, ['package']);
}

function lockedBy(tarball: string, bytes: Buffer): Record<string, string> {
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  const devDependencies = { 'alerts-as-code': `file:${tarball}` };
  const packages = {
    '': { name: 'shop', devDependencies },
    'node_modules/alerts-as-code': { version: '1.0.0', resolved: `file:${tarball}`, integrity, dev: true },
  };
  return {
    'package.json': JSON.stringify({ name: 'shop', private: true, devDependencies }),
    'package-lock.json': JSON.stringify({ name: 'shop', lockfileVersion: 3, requires: true, packages }),
  };
}

/** Everything by which a checkout has made somebody's pipeline run code. */
function plant(origin: string, canary: string): void {
  const shell = `#!/bin/sh\necho planted >> ${canary}\n`;
  const script = `echo script >> ${canary}`;
  const locked = lockedBy('evil.tgz', readFileSync(path.join(origin, 'evil.tgz')));
  const scripts = { preinstall: script, install: script, postinstall: script, prepare: script, alerts: script };
  write(origin, {
    ...locked,
    'package.json': JSON.stringify({ ...(JSON.parse(locked['package.json'] ?? '{}') as object), scripts }),
    '.npmrc': 'node-options=--require ./evil.cjs\nscript-shell=./evil.sh\nignore-scripts=false\n',
    'evil.cjs': touch(canary, 'require'),
    'node.config.json': JSON.stringify({ nodeOptions: { require: ['./evil.cjs'] } }),
    '.env': 'NODE_OPTIONS=--require ./evil.cjs\n',
    'node_modules/alerts-as-code/bin/alerts.js': touch(canary, 'planted module'),
    'node_modules/alerts-as-code/package.json': '{"name":"alerts-as-code"}',
    'alerts/node_modules/prettier/index.js': touch(canary, 'prettier'),
    '.prettierrc.cjs': touch(canary, 'prettier configuration'),
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
    '.gitconfig': `[filter "evil"]\n smudge = ${script}\n clean = ${script}\n[core]\n fsmonitor = ${script}\n`,
    '.gitmodules': `[submodule "evil"]\n path = evil\n url = ext::sh -c ${JSON.stringify(script)}\n`,
    '.lfsconfig': '[lfs]\n url = http://127.0.0.1:1/\n',
    'ci/pull-request.sh': shell,
    'action.yml': 'runs: { using: node20, main: evil.cjs }\n',
  });
  for (const file of ['evil.sh', 'node_modules/.bin/alerts', '.githooks/post-checkout', 'bin/git', 'bin/node'])
    executable(path.join(origin, file), shell);
  for (const [link, target] of [
    ['alerts/passwd.yaml', '/etc/passwd'],
    ['alerts/up', '../..'],
    ['alerts.md', '/tmp/alerts-escape'],
  ] as const)
    if (!existsSync(path.join(origin, link))) symlinkSync(target, path.join(origin, link));
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function executable(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

/** What a step said. */
export interface StepResult {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a step's script as a runner does, in an environment without anything but what is given. */
export function runStep(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<StepResult> {
  const home = path.join(cwd, '..', 'home');
  mkdirSync(home, { recursive: true });
  const given = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    npm_config_cache: path.join(home, 'npm'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    ALERTS_NOW: '2026-11-23T12:00:00Z',
    ALERTS_CACHE_DIR: path.join(home, 'cache'),
    ...env,
  };
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-eu', '-c', script], { cwd, env: given, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', reject).once('close', (status) => resolve({ status, output }));
  });
}
