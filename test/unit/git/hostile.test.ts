import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { trackedStateFiles } from '../../../src/commands/tracked-state.ts';
import { changedFiles } from '../../../src/git/changed-files.ts';
import { readCommitFile, readCommitTree } from '../../../src/git/commit-tree.ts';
import { GitError, resolveCommit, topFolder } from '../../../src/git/git.ts';

let sandbox: string;
let repository: string;
beforeEach(() => {
  sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-hostile-')));
  repository = path.join(sandbox, 'repository');
  mkdirSync(path.join(repository, 'alerts'), { recursive: true });
  write('alerts/a.yaml', 'id: a\n');
  write('alerts/b.yaml', 'id: b\n');
  write('known.json', '{}\n');
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.test', 'commit', '-q', '-m', 'first');
});
afterEach(() => rmSync(sandbox, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(path.join(repository, name), text);
}

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'commit.gpgSign=false', '-c', 'core.hooksPath=/dev/null', ...args], {
    cwd: repository,
    stdio: 'ignore',
  });
}

/** A program that leaves a file when somebody runs it. */
function trap(name: string): string {
  const file = path.join(sandbox, `${name}.sh`);
  writeFileSync(file, `#!/bin/sh\ntouch "${sandbox}/${name}.ran"\ncat\n`);
  chmodSync(file, 0o755);
  return file;
}

function ran(): string[] {
  return readdirSync(sandbox).filter((name) => name.endsWith('.ran'));
}

function readEverything(): void {
  expect(readCommitTree('alerts', repository, 'HEAD').files.map(({ path: file }) => file)).toEqual([
    'alerts/a.yaml',
    'alerts/b.yaml',
  ]);
  expect(readCommitFile('known.json', repository, 'HEAD')).toBe('{}\n');
  expect([...changedFiles('alerts', repository, 'HEAD')].sort()).toEqual(['alerts/b.yaml', 'alerts/c.yaml']);
  expect(trackedStateFiles(repository)).toEqual([]);
}

describe('what a repository says is to be run is not', () => {
  beforeEach(() => {
    write('alerts/b.yaml', 'id: changed\n');
    write('alerts/c.yaml', 'id: c\n');
  });

  test('filters and drivers of attributes', () => {
    write('.gitattributes', '* filter=evil diff=evil merge=evil\n');
    write('.git/info/attributes', '* filter=evil diff=evil\n');
    for (const key of [
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
      'diff.evil.command',
    ])
      git('config', key, trap(key));
    readEverything();
    expect(ran()).toEqual([]);
    // The traps work: git itself falls into one.
    try {
      git('diff', '--stat', 'HEAD');
    } catch {
      // A filter that is no filter may be an error.
    }
    expect(ran()).not.toEqual([]);
  });

  test('hooks, monitors, pagers, editors, external differences, credential helpers', () => {
    for (const hook of ['post-index-change', 'post-checkout', 'pre-commit', 'reference-transaction']) {
      const file = path.join(repository, '.git', 'hooks', hook);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `#!/bin/sh\ntouch "${sandbox}/${hook}.ran"\n`, { mode: 0o755 });
    }
    mkdirSync(path.join(repository, 'hooks'));
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.editor',
      'diff.external',
      'core.sshCommand',
      'credential.helper',
      'core.gitProxy',
    ])
      git('config', key, trap(key));
    git('config', 'core.hooksPath', path.join(repository, '.git', 'hooks'));
    readEverything();
    expect(ran()).toEqual([]);
  });

  test('a promisor from which missing objects would be fetched', () => {
    git('config', 'core.repositoryFormatVersion', '1');
    git('config', 'extensions.partialClone', 'origin');
    git('config', 'remote.origin.url', `ext::sh -c ${trap('ext')}`);
    git('config', 'remote.origin.promisor', 'true');
    git('config', 'protocol.ext.allow', 'always');
    const object = execFileSync('git', ['rev-parse', 'HEAD:alerts/a.yaml'], { cwd: repository }).toString().trim();
    rmSync(path.join(repository, '.git', 'objects', object.slice(0, 2), object.slice(2)), { force: true });
    try {
      readCommitTree('alerts', repository, 'HEAD');
    } catch (error) {
      expect(error).toBeInstanceOf(GitError);
    }
    expect(ran()).toEqual([]);
  });
});

test('a bare repository inside a checkout is not entered', () => {
  const bare = path.join(repository, 'alerts', 'vendored');
  execFileSync('git', ['init', '-q', '--bare', bare]);
  execFileSync('git', ['config', 'core.fsmonitor', trap('bare')], { cwd: bare });
  expect(() => topFolder(bare)).toThrow(GitError);
  expect(() => resolveCommit(bare, 'HEAD')).toThrow(/bare/);
  expect(trackedStateFiles(bare)).toEqual([]);
  expect(ran()).toEqual([]);
});

test.each([
  '--help',
  '-h',
  '--upload-pack=touch ran',
  '--output=ran',
  '--exec=touch',
  '-c core.fsmonitor=x',
  'HEAD --output=ran',
  '$(touch ran)',
  '`touch ran`',
  'HEAD;touch ran',
  'HEAD\n--output=ran',
  'HEAD\0',
  '\u001b[2J',
  'HEAD:alerts/a.yaml',
  ':/first',
  '',
  '../../etc/passwd',
])('%j is no revision', (name) => {
  for (const read of [
    () => resolveCommit(repository, name),
    () => readCommitTree('alerts', repository, name),
    () => readCommitFile('known.json', repository, name),
    () => changedFiles('alerts', repository, name),
  ])
    expect(read).toThrow(GitError);
  expect(existsSync(path.join(repository, 'ran'))).toBe(false);
});

test('links, modules and folders of a commit are no definitions', () => {
  symlinkSync('/etc/passwd', path.join(repository, 'alerts', 'link.yaml'));
  git('add', '-A');
  git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},alerts/module.yaml`);
  git('-c', 'user.name=t', '-c', 'user.email=t@example.test', 'commit', '-q', '-m', 'second');
  expect(readCommitTree('alerts', repository, 'HEAD').files.map(({ path: file }) => file)).toEqual([
    'alerts/a.yaml',
    'alerts/b.yaml',
  ]);
  expect(readCommitFile('alerts/link.yaml', repository, 'HEAD')).toBeUndefined();
});

test('a working directory that is reached through a link finds the same files', () => {
  const other = path.join(sandbox, 'other');
  symlinkSync(repository, other);
  expect(readCommitTree('alerts', other, 'HEAD').files.map(({ path: file }) => file)).toEqual([
    'alerts/a.yaml',
    'alerts/b.yaml',
  ]);
  expect(readCommitFile('known.json', other, 'HEAD')).toBe('{}\n');
  expect([...changedFiles('alerts', other, 'HEAD')]).toEqual([]);
});

test('replaced objects and grafts do not change what a commit holds', () => {
  write('alerts/a.yaml', 'id: replaced\n');
  git('add', '-A');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.test', 'commit', '-q', '-m', 'second');
  git('replace', 'HEAD~1', 'HEAD');
  const [a] = readCommitTree('alerts', repository, 'HEAD~1').files;
  expect(Buffer.from(a?.bytes ?? []).toString()).toBe('id: a\n');
});
