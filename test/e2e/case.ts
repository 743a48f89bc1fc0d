import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promtool } from '../prometheus/tools.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What the commands of a case said, and the files that they made or changed. */
export interface CaseResult {
  readonly transcript: string;
  readonly files: ReadonlyMap<string, string>;
}

/** `command/case` for every folder with a `cmd`. */
export function caseNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((command) => readdirSync(path.join(folder, command.name)).map((name) => `${command.name}/${name}`))
    .filter((name) => existsSync(path.join(folder, name, 'cmd')))
    .sort();
}

/** Runs the lines of `cmd` one after the other in a copy of `input/`. */
export async function runCase(folder: string): Promise<CaseResult> {
  const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-e2e-')));
  const work = path.join(sandbox, 'acme');
  try {
    mkdirSync(work);
    for (const input of inputsOf(folder)) cpSync(input, work, { recursive: true, verbatimSymlinks: true });
    const before = contents(work, sandbox);
    const env = { ...prepare(sandbox), ...toolsOf(folder) };
    const parts: string[] = [];
    for (const line of readFileSync(path.join(folder, 'cmd'), 'utf8').split('\n').filter(Boolean))
      parts.push(await runLine(line, work, env, sandbox));
    const after = contents(work, sandbox);
    return { transcript: [...parts, ...changes(before, after)].join(''), files: changedFiles(before, after) };
  } finally {
    rmSync(sandbox, { recursive: true, force: true });
  }
}

/** A case whose folder has a file `needs-promtool` finds the real one. */
function toolsOf(folder: string): Record<string, string> {
  return existsSync(path.join(folder, 'needs-promtool')) ? { ALERTS_PROMTOOL: promtool() } : {};
}

/** The shared tree that `tree` names, then the files of the case itself. */
function inputsOf(folder: string): string[] {
  const named = path.join(folder, 'tree');
  const shared = existsSync(named) ? [path.join(import.meta.dirname, 'trees', readFileSync(named, 'utf8').trim())] : [];
  return [...shared, path.join(folder, 'input')].filter((input) => existsSync(input));
}

/** A machine on which only `alerts` and the usual tools exist, on a day that never changes. */
function prepare(sandbox: string): Record<string, string> {
  const bin = path.join(sandbox, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh\nexec "${process.execPath}" "${path.join(root, 'bin/alerts.js')}" "$@"\n`;
  writeFileSync(path.join(bin, 'alerts'), script, { mode: 0o755 });
  const who = { NAME: 'Ana Moreau', EMAIL: 'ana@acme.example', DATE: '2026-11-23T12:00:00Z' };
  const author = Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return {
    ...Object.fromEntries(author),
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: sandbox,
    TZ: 'UTC',
    COLUMNS: '100',
    ALERTS_NOW: '2026-11-23T12:00:00Z',
    ALERTS_CACHE_DIR: path.join(sandbox, 'cache'),
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

function runLine(line: string, work: string, env: Record<string, string>, sandbox: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', line], { cwd: work, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.once('error', reject).once('close', (status) => {
      const part = (title: string, text: string): string =>
        text === '' ? '' : `--- ${title}\n${scrub(text, sandbox)}`;
      resolve(`$ ${line}\n${part('stdout', said.stdout)}${part('stderr', said.stderr)}--- exit ${String(status)}\n`);
    });
  });
}

/** What differs between machines, versions and runs. */
function scrub(text: string, sandbox: string): string {
  return text
    .replaceAll(sandbox, '<tmp>')
    .replaceAll(root, '<package>')
    .replace(/\b[0-9a-f]{40}\b/g, '<commit>')
    .replace(/\b(?=[a-f]*\d)[0-9a-f]{12}\b/g, '<short commit>')
    .replace(/(alerts-as-code(?:@|%40|": "))\d+\.\d+\.\d+/g, '$1<version>')
    .replace(/^(alerts +ok +|node +ok +)?\d+\.\d+\.\d+$/gm, '$1<version>')
    .replace(/("detail": ")\d+\.\d+\.\d+"/g, '$1<version>"')
    .replace(/^(uid: ).*$/gm, '$1<uid>');
}

function contents(work: string, sandbox: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (relative: string): void => {
    for (const entry of readdirSync(path.join(work, relative), { withFileTypes: true })) {
      const file = path.posix.join(relative, entry.name);
      if (entry.isDirectory() && entry.name !== '.git') visit(file);
      else if (entry.isFile()) files.set(file, scrub(readFileSync(path.join(work, file), 'utf8'), sandbox));
    }
  };
  visit('');
  return files;
}

function changedFiles(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...after].filter(([file, text]) => before.get(file) !== text).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const touched = [...changedFiles(before, after).keys()].map(
    (file) => `${before.has(file) ? 'changed' : 'created'} ${file}\n`,
  );
  const removed = [...before.keys()].filter((file) => !after.has(file)).map((file) => `removed ${file}\n`);
  return touched.length + removed.length === 0 ? [] : ['--- files\n', ...touched, ...removed.sort()];
}
