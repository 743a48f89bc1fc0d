import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { leadsOut } from './real-path.ts';
import { discover, readReferenced, type RawFile, type UnreadablePath } from './discover.ts';

/** A text that a definition names, or the reason why it cannot be had. */
export type ReferencedText =
  { readonly text: string; readonly path: string; readonly digest: string } | { readonly reason: string };

/** A tree of definition files, on disk or in a git commit. Paths of files are for people. */
export interface Tree {
  /** The folder as people name it, without a trailing slash; `''` for the working directory itself. */
  readonly root: string;
  /** Real path of the folder; absent for a tree in a commit. */
  readonly real?: string;
  readonly files: readonly RawFile[];
  readonly unreadable: readonly UnreadablePath[];
  /** A text file named by the definition file at `from`. */
  readText(from: string, relative: string): ReferencedText;
}

/** A folder of definitions that cannot be used at all. */
export class TreeError extends Error {}

/**
 * Reads the folder of definitions.
 * @param directory as the user wrote it, relative to `cwd` or absolute
 * @throws TreeError when it is missing or no folder
 */
export function readTree(directory: string, cwd: string): Tree {
  const absolute = path.resolve(cwd, directory);
  const root = displayPath(absolute, cwd);
  let real: string;
  try {
    real = realpathSync(absolute);
  } catch {
    throw new TreeError(
      `There is no folder ${root || '.'}. Give the folder of your definitions with --dir, or create one with "alerts init".`,
    );
  }
  if (leadsOut(path.resolve(cwd), absolute))
    throw new TreeError(
      `${root || '.'} leads out of ${path.resolve(cwd)} through a link; it is neither read nor written there. Give the folder itself with --dir.`,
    );
  if (!statSync(real).isDirectory())
    throw new TreeError(`${root} is not a folder. Give the folder of your definitions with --dir.`);
  const found = discoverOrExplain(absolute, root);
  return treeOf(root, real, found.files, found.unreadable, cwd);
}

/** A tree on disk whose files are read already; `real` is the real path of its folder. */
export function treeOf(
  root: string,
  real: string,
  files: readonly RawFile[],
  unreadable: readonly UnreadablePath[],
  cwd: string,
): Tree {
  const absoluteOf = new Map(files.map((file) => [file.path, file.absolute]));
  return {
    root,
    real,
    files,
    unreadable,
    readText: (from, relative) => {
      const base = absoluteOf.get(from);
      if (base === undefined) return { reason: 'the file that names it is gone' };
      const result = readReferenced(real, base, relative);
      if ('reason' in result) return result;
      return toText(result.bytes, displayPath(result.absolute, cwd));
    },
  };
}

function discoverOrExplain(absolute: string, root: string): ReturnType<typeof discover> {
  try {
    return discover(absolute, root);
  } catch (error) {
    throw new TreeError(
      `The folder ${root || '.'} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
    );
  }
}

/** Text of a referenced file. */
export function toText(bytes: Uint8Array, shown: string): ReferencedText {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  return { text, path: shown, digest: createHash('sha256').update(bytes).digest('hex') };
}

/** A path for people: relative to the working directory with `/`; absolute when it lies elsewhere. */
export function displayPath(absolute: string, cwd: string): string {
  const relative = path.relative(cwd, absolute);
  return (relative.startsWith('..') ? absolute : relative).split(path.sep).join('/');
}
