import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTree } from '../../../src/definitions/load/tree.ts';
import { readCommitTree } from '../../../src/git/commit-tree.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'alerts-git-'));
  mkdirSync(path.join(folder, 'alerts'));
  write('a.yaml', 'id: a\n');
  write('b.yaml', 'id: b\n');
  write('run.md', 'restart\n');
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.test', 'commit', '-q', '-m', 'first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, 'alerts', name), text);
}

function git(...args: string[]): void {
  execFileSync('git', ['-c', 'commit.gpgSign=false', '-c', 'core.hooksPath=', ...args], { cwd: folder });
}

test('the files of a commit are the same whether or not some of them are at hand', () => {
  write('b.yaml', 'id: changed\n');
  write('c.yaml', 'id: a\n');
  const contents = (near?: Parameters<typeof readCommitTree>[3]): unknown => {
    const tree = readCommitTree('alerts', folder, 'HEAD', near);
    const text = tree.readText('alerts/a.yaml', 'run.md');
    return { text, files: tree.files.map((file) => [file.path, Buffer.from(file.bytes).toString()]) };
  };
  const files = [
    ['alerts/a.yaml', 'id: a\n'],
    ['alerts/b.yaml', 'id: b\n'],
  ];
  expect(contents()).toMatchObject({ files, text: { text: 'restart\n' } });
  expect(contents(readTree('alerts', folder).files)).toEqual(contents());
});
