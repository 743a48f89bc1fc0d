import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isInside, realOfExisting } from '../definitions/load/real-path.ts';
import { UsageError } from './command.ts';

/** A file to write; see `OutputTarget`. */
export interface FileToWrite {
  readonly file: string;
  readonly text: string;
  readonly create?: boolean;
  readonly replaces?: string;
}

interface Prepared extends FileToWrite {
  /** Real path of what is replaced. */
  readonly destination: string;
  readonly temporary?: string;
}

/**
 * Writes files beside their places and then moves all into place, so that a reader never sees half a file and a full disk leaves
 * everything as it was. A path inside `cwd` never leads out of it through a link.
 * @throws UsageError when one of them cannot be written
 */
export function writeFiles(cwd: string, files: readonly FileToWrite[]): void {
  const prepared: Prepared[] = [];
  try {
    for (const file of files) prepared.push(explained(file.file, () => prepare(cwd, file)));
    for (const file of prepared) explained(file.file, () => moveIntoPlace(cwd, file));
  } finally {
    for (const { temporary } of prepared) if (temporary !== undefined) rmSync(temporary, { force: true });
  }
}

function prepare(cwd: string, file: FileToWrite): Prepared {
  const destination = safePath(cwd, file.file);
  const existing = statSync(destination, { throwIfNoEntry: false });
  if (existing && file.create) throw new UsageError(`${file.file} exists already; it was left as it is.`);
  if (existing?.isDirectory()) throw new UsageError(`${file.file} is a folder; give the name of a file.`);
  if (existing && !existing.isFile()) return { ...file, destination };
  mkdirSync(path.dirname(destination), { recursive: true });
  const temporary = `${destination}.${randomBytes(6).toString('hex')}.tmp`;
  writeFileSync(temporary, file.text, { flag: 'wx' });
  if (existing) chmodSync(temporary, existing.mode & 0o777);
  return { ...file, destination, temporary };
}

function moveIntoPlace(cwd: string, { destination, temporary, text, create, replaces }: Prepared): void {
  // A pipe or a device (/dev/stdout) is written to, not replaced.
  if (temporary === undefined) writeFileSync(destination, text);
  // Linking fails where somebody else was faster, renaming would not.
  else if (create) linkSync(temporary, destination);
  else renameSync(temporary, destination);
  if (replaces !== undefined) rmSync(safePath(cwd, replaces));
}

/**
 * The real path that a name stands for, links followed.
 * @throws UsageError when the name lies inside `cwd` and its real path does not, or when a link leads nowhere
 */
export function safePath(cwd: string, file: string): string {
  const absolute = path.resolve(cwd, file);
  const root = realpathSync(cwd);
  const parent = realOfExisting(path.dirname(absolute));
  let real = path.join(parent, path.basename(absolute));
  if (lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink()) {
    try {
      real = realpathSync(real);
    } catch {
      throw new UsageError(`${file} is a link that leads nowhere. Remove it.`);
    }
  }
  if (isInside(cwd, absolute) && !isInside(root, real))
    throw new UsageError(`${file} leads out of ${root} through a link; it is neither read nor written there.`);
  return real;
}

function explained<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(code === 'EEXIST' ? `${file} exists already.` : `${file} cannot be written (${code}).`);
  }
}
