import { lstatSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { maximumFileBytes } from '../source/decode.ts';
import type { Withheld } from './withhold.ts';

/** A file of definitions as bytes; `path` is for people, relative to the working directory. */
export interface RawFile {
  readonly path: string;
  readonly absolute: string;
  readonly bytes: Uint8Array;
  /** What does not count of it; its positions stay. */
  readonly withheld?: Withheld;
}

/** A file or folder that could not be taken in. */
export interface UnreadablePath {
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
}

/** What lies below a folder of definitions, in a stable order. */
export interface Discovery {
  readonly files: readonly RawFile[];
  readonly unreadable: readonly UnreadablePath[];
}

const maximumFiles = 50_000;

/** Reads every `*.yaml` and `*.yml` below `directory`. Linked folders, hidden folders and node_modules are not entered. */
export function discover(directory: string, display: string): Discovery {
  const root = realpathSync(directory);
  const files: RawFile[] = [];
  const unreadable: UnreadablePath[] = [];
  const visit = (folder: string, shown: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      unreadable.push({ path: shown, rule: 'file/unreadable', reason: `This folder cannot be read (${code(error)}).` });
      return;
    }
    for (const entry of entries) {
      const absolute = path.join(folder, entry.name);
      const name = shown === '' ? entry.name : `${shown}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') visit(absolute, name);
      } else if (entry.isSymbolicLink()) link(absolute, name, root, files, unreadable);
      else if (/\.ya?ml$/i.test(entry.name)) {
        if (entry.isFile() && files.length < maximumFiles) read(absolute, name, files, unreadable);
        else if (!entry.isFile())
          unreadable.push({
            path: name,
            rule: 'file/not-a-file',
            reason: 'This is not a regular file, so it is not read.',
          });
      }
    }
  };
  visit(root, display);
  return { files, unreadable };
}

function link(absolute: string, name: string, root: string, files: RawFile[], unreadable: UnreadablePath[]): void {
  const refuse = (reason: string): void => void unreadable.push({ path: name, rule: 'file/link', reason });
  let target: string;
  try {
    target = realpathSync(absolute);
  } catch (error) {
    if (/\.ya?ml$/i.test(name) || code(error) === 'ELOOP' || code(error) === 'ENOENT')
      refuse(
        code(error) === 'ELOOP'
          ? 'This link leads back to itself. Remove it.'
          : 'This link leads nowhere. Remove it, or restore its target.',
      );
    return;
  }
  if (target !== root && !target.startsWith(`${root}${path.sep}`))
    return refuse('This link leads out of the definitions. Definitions are read from inside their folder only.');
  if (statSync(target).isDirectory()) return refuse('This link leads to a folder. Linked folders are not entered.');
  if (/\.ya?ml$/i.test(name) && statSync(target).isFile()) read(absolute, name, files, unreadable);
}

function read(absolute: string, name: string, files: RawFile[], unreadable: UnreadablePath[]): void {
  try {
    const size = statSync(absolute).size;
    if (size > maximumFileBytes) {
      unreadable.push({
        path: name,
        rule: 'file/too-large',
        reason: `This file has ${(size / 1024 / 1024).toFixed(1)} MiB; at most ${maximumFileBytes / 1024 / 1024} MiB are read. Split it.`,
      });
      return;
    }
    files.push({ path: name, absolute, bytes: readFileSync(absolute) });
  } catch (error) {
    unreadable.push({ path: name, rule: 'file/unreadable', reason: `This file cannot be read (${code(error)}).` });
  }
}

/** Reads a text that a definition names (a runbook, a calendar); only from inside `root`, following no link out of it. */
export function readReferenced(
  root: string,
  fromAbsolute: string,
  relative: string,
): { readonly bytes: Uint8Array; readonly absolute: string } | { readonly reason: string } {
  if (path.isAbsolute(relative) || relative.includes('\0'))
    return { reason: 'paths are relative to the file that names them' };
  const absolute = path.resolve(path.dirname(fromAbsolute), relative);
  if (!absolute.startsWith(`${root}${path.sep}`)) return { reason: 'it lies outside the definitions' };
  try {
    const real = realpathSync(absolute);
    if (!real.startsWith(`${root}${path.sep}`)) return { reason: 'it leads out of the definitions' };
    const stats = lstatSync(real);
    if (!stats.isFile()) return { reason: 'it is not a file' };
    if (stats.size > maximumFileBytes) return { reason: 'it is too large' };
    return { bytes: readFileSync(real), absolute: real };
  } catch (error) {
    return { reason: code(error) === 'ENOENT' ? 'there is no such file' : code(error) };
  }
}

function code(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
