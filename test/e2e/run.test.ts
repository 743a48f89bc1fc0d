import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');
const update = process.env['UPDATE_E2E'] === '1';

/** Every folder with a `cmd`: one shell line per line, run one after the other in a copy of `input/`. */
const cases = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((command) => readdirSync(path.join(here, command.name)).map((name) => `${command.name}/${name}`))
  .filter((name) => existsSync(path.join(here, name, 'cmd')));

beforeAll(() => {
  execFileSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
}, 120_000);

describe('command line', () => {
  it.each(cases)('%s', { timeout: 60_000 }, (name) => {
    const folder = path.join(here, name);
    const work = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-e2e-')));
    try {
      if (existsSync(path.join(folder, 'input')))
        cpSync(path.join(folder, 'input'), work, { recursive: true, verbatimSymlinks: true });
      const lines = readFileSync(path.join(folder, 'cmd'), 'utf8').split('\n').filter(Boolean);
      const transcript = lines.map((line) => runLine(line, work)).join('\n');
      check(path.join(folder, 'expected.txt'), transcript);
      if (existsSync(path.join(folder, 'expected')) || (update && existsSync(path.join(folder, 'files'))))
        checkFiles(folder, work);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
});

function runLine(line: string, work: string): string {
  const bin = path.join(work, '..', `bin-${path.basename(work)}`);
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    path.join(bin, 'alerts'),
    `#!/bin/sh\nexec "${process.execPath}" "${path.join(root, 'bin/alerts.js')}" "$@"\n`,
    { mode: 0o755 },
  );
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: work,
    TZ: 'UTC',
    COLUMNS: '100',
    ALERTS_NOW: '2026-11-23T12:00:00Z',
    ALERTS_CACHE_DIR: path.join(bin, 'cache'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const result = spawnSync('sh', ['-c', line], { cwd: work, env, encoding: 'utf8', input: '' });
  rmSync(bin, { recursive: true, force: true });
  const part = (title: string, text: string): string => (text === '' ? '' : `--- ${title}\n${scrub(text, work)}`);
  return `$ ${line}\n${part('stdout', result.stdout)}${part('stderr', result.stderr)}--- exit ${String(result.status)}\n`;
}

/** What differs between machines and runs. */
function scrub(text: string, work: string): string {
  return text
    .replaceAll(work, '<cwd>')
    .replaceAll(root, '<package>')
    .replace(/\b[0-9a-f]{40}\b/g, '<commit>')
    .replace(/v\d+\.\d+\.\d+/g, '<version>')
    .replace(/^\d+\.\d+\.\d+$/gm, '<version>')
    .replace(/^uid: [0-9a-f]{10}$/gm, 'uid: <uid>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<token>');
}

function check(file: string, actual: string): void {
  if (update) writeFileSync(file, actual);
  else
    expect(actual).toBe(
      existsSync(file) ? readFileSync(file, 'utf8') : `(no ${path.basename(file)}; UPDATE_E2E=1 writes it)`,
    );
}

/** `expected/` holds the files that the commands must have left, whole; others are not looked at. */
function checkFiles(folder: string, work: string): void {
  for (const file of walk(path.join(folder, 'expected'))) {
    const actual = path.join(work, file);
    check(
      path.join(folder, 'expected', file),
      existsSync(actual) ? scrub(readFileSync(actual, 'utf8'), work) : '(missing)\n',
    );
  }
}

function walk(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix)).flatMap((name) => {
    const relative = path.join(prefix, name);
    return statSync(path.join(folder, relative)).isDirectory() ? walk(folder, relative) : [relative];
  });
}
