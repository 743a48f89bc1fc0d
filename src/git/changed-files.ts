import path from 'node:path';
import { displayPath } from '../definitions/load/tree.ts';
import { git, resolveCommit, topFolder } from './git.ts';

/** Files below `directory` that differ from a revision, committed or not, and untracked ones; paths for people. */
export function changedFiles(directory: string, cwd: string, revision: string): Set<string> {
  const top = topFolder(cwd);
  const commit = resolveCommit(cwd, revision);
  const below = path.relative(top, path.resolve(cwd, directory)).split(path.sep).join('/') || '.';
  const differing = git(top, [
    'diff',
    '--name-only',
    '-z',
    '--no-ext-diff',
    '--no-textconv',
    '--no-renames',
    '--end-of-options',
    commit,
    '--',
    below,
  ]);
  const untracked = git(top, ['ls-files', '-z', '--others', '--exclude-standard', '--', below]);
  const names = [...differing.toString('utf8').split('\0'), ...untracked.toString('utf8').split('\0')].filter(Boolean);
  return new Set(names.map((name) => displayPath(path.join(top, name), cwd)));
}
