import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { RawFile } from '../definitions/load/discover.ts';
import { maximumFileBytes } from '../definitions/source/decode.ts';
import { git, resolveCommit, topFolder } from './git.ts';
import { displayPath, toText, type Tree } from '../definitions/load/tree.ts';

/**
 * The definitions as they are in a commit: objects only, no checkout, no filters, no links followed.
 * @param near files whose content is at hand, such as those of the working tree: git is not asked for what they hold
 */
export function readCommitTree(directory: string, cwd: string, revision: string, near: readonly RawFile[] = []): Tree {
  const top = topFolder(cwd);
  const commit = resolveCommit(cwd, revision);
  const below = nameBelow(top, directory, cwd);
  const root = displayPath(path.resolve(cwd, directory), cwd);
  const entries = listBlobs(top, commit, below);
  const contents = contentsOf(top, entries, near);
  const byPath = new Map(
    entries.map((entry) => [shown(entry.path, below, root), contents.get(entry.object) ?? Buffer.alloc(0)]),
  );
  const files: RawFile[] = [...byPath]
    .filter(([name]) => isDefinition(name, root))
    .map(([name, bytes]) => ({ path: name, absolute: name, bytes }));
  return {
    root,
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    unreadable: [],
    readText: (from, relative) => {
      const name = path.posix.normalize(path.posix.join(path.posix.dirname(from), relative));
      const bytes = byPath.get(name);
      return bytes ? toText(bytes, name) : { reason: 'there is no such file' };
    },
  };
}

/** The text of one file as it is in a commit; undefined where it is none, or larger than a file of definitions may be. */
export function readCommitFile(file: string, cwd: string, revision: string): string | undefined {
  const top = topFolder(cwd);
  const commit = resolveCommit(cwd, revision);
  const name = nameBelow(top, file, cwd);
  if (name.startsWith('../')) return undefined;
  const entry = listBlobs(top, commit, name, '').find((one) => one.path === name);
  return entry && readBlobs(top, [entry.object])[0]?.toString('utf8');
}

/** Object ids of the files below a folder as a commit has them, by their paths for people; files too large for definitions are left out. */
export function blobsBelow(directory: string, cwd: string, revision: string): Map<string, string> {
  const top = topFolder(cwd);
  const commit = resolveCommit(cwd, revision);
  const below = nameBelow(top, directory, cwd);
  const root = displayPath(path.resolve(cwd, directory), cwd);
  return new Map(listBlobs(top, commit, below).map((entry) => [shown(entry.path, below, root), entry.object]));
}

/** A path as commits know it; git names the top of the repository by its real path. */
function nameBelow(top: string, name: string, cwd: string): string {
  return path
    .relative(top, path.resolve(realpathSync(cwd), name))
    .split(path.sep)
    .join('/');
}

/** Contents by object id: from files that have them, else from git. */
function contentsOf(
  top: string,
  entries: readonly { readonly object: string }[],
  near: readonly RawFile[],
): Map<string, Uint8Array> {
  const algorithm = entries[0]?.object.length === 64 ? 'sha256' : 'sha1';
  const contents = new Map(near.map(({ bytes }) => [objectId(bytes, algorithm), bytes]));
  const missing = [...new Set(entries.map((entry) => entry.object))].filter((object) => !contents.has(object));
  for (const [index, bytes] of readBlobs(top, missing).entries()) contents.set(missing[index] ?? '', bytes);
  return contents;
}

/** What git calls a blob with these bytes. */
export function objectId(bytes: Uint8Array, algorithm: string): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

function listBlobs(top: string, commit: string, below: string, end = '/'): { path: string; object: string }[] {
  const output = git(top, [
    'ls-tree',
    '-r',
    '-z',
    '--long',
    '--full-tree',
    '--end-of-options',
    commit,
    ...(below === '' ? [] : [`${below}${end}`]),
  ]);
  return output
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const match = /^100(?:644|755) blob ([0-9a-f]+)\s+(\d+)\t(.*)$/s.exec(line);
      return match?.[1] && match[3] && Number(match[2]) <= maximumFileBytes
        ? [{ object: match[1], path: match[3] }]
        : [];
    });
}

/** All blobs by one process, in order. */
function readBlobs(top: string, objects: readonly string[]): Buffer[] {
  if (objects.length === 0) return [];
  const output = git(top, ['cat-file', '--batch'], `${objects.join('\n')}\n`);
  const blobs: Buffer[] = [];
  for (let at = 0; at < output.length;) {
    const lineEnd = output.indexOf(10, at);
    const size = Number(output.subarray(at, lineEnd).toString().split(' ')[2] ?? Number.NaN);
    if (!Number.isInteger(size)) break;
    blobs.push(output.subarray(lineEnd + 1, lineEnd + 1 + size));
    at = lineEnd + 1 + size + 1;
  }
  return blobs;
}

function shown(name: string, below: string, root: string): string {
  const inside = below === '' ? name : name.slice(below.length + 1);
  return root === '' ? inside : `${root}/${inside}`;
}

function isDefinition(name: string, root: string): boolean {
  const inside = root === '' ? name : name.slice(root.length + 1);
  return /\.ya?ml$/i.test(inside) && !inside.split('/').some((part) => part.startsWith('.') || part === 'node_modules');
}
