import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { maximumFileBytes } from '../definitions/source/decode.ts';
import { displayPath } from '../definitions/load/tree.ts';
import { blobsBelow, objectId } from './commit-tree.ts';

/**
 * Files below `directory` that differ from a revision, committed or not, and untracked ones; paths for people. Bytes are compared here: asking
 * git for a difference to the working tree would run the filters that the repository's settings and attributes name.
 */
export function changedFiles(directory: string, cwd: string, revision: string): Set<string> {
  const before = blobsBelow(directory, cwd, revision);
  const folder = path.resolve(cwd, directory);
  const changed = new Set(before.keys());
  const algorithm = [...before.values()][0]?.length === 64 ? 'sha256' : 'sha1';
  for (const absolute of filesBelow(folder)) {
    const name = displayPath(absolute, cwd);
    if (before.get(name) === objectId(readFileSync(absolute), algorithm)) changed.delete(name);
    else changed.add(name);
  }
  return changed;
}

/** Regular files that definitions may consist of or name. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const absolute = path.join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(absolute);
    return entry.isFile() && lstatSync(absolute).size <= maximumFileBytes ? [absolute] : [];
  });
}

const skipped = new Set(['.git', '.alerts', 'node_modules']);
