import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProgramError, type ProgramFiles } from './options.ts';
import { manifestName, readManifest, writeManifest, type Manifest } from './tree-manifest.ts';

/** What writing a tree did; paths within it, sorted. */
export interface WrittenTree {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes a folder hold these files. Files of an earlier run that are no longer among them are removed; files of others stay. A run that
 * is cut off is mended by the next.
 * @throws ProgramError, before anything is written, when the folder or something below it is a symbolic link, when it is not ours (it
 * has files but no manifest), or when a file is to be written or removed that we did not write or that was edited since
 */
export async function writeTree(target: string, files: ProgramFiles): Promise<WrittenTree> {
  // Without this a trailing slash would hide that the folder is a link.
  const folder = path.resolve(target);
  const names = [...files.keys()].sort();
  names.forEach(checkName);
  const manifest = await openFolder(folder);
  const stale = Object.keys(manifest.files).filter((name) => !files.has(name));
  for (const name of [...names, ...stale]) await checkOurs(folder, name, manifest);
  const digests = Object.fromEntries(names.map((name) => [name, digestOf(files.get(name) ?? '')]));
  await mkdir(folder, { recursive: true });
  await writeManifest(folder, { files: manifest.files, pending: digests });
  const written: string[] = [];
  for (const name of names) {
    const content = files.get(name) ?? '';
    if (await replaceFile(path.join(folder, name), content)) written.push(name);
  }
  for (const name of stale) await removeFile(folder, name);
  await writeManifest(folder, { files: digests });
  return { written, unchanged: names.filter((name) => !written.includes(name)), removed: stale.sort() };
}

function checkName(name: string): void {
  const parts = name.split('/');
  const isPlain = parts.every((part) => /^[A-Za-z0-9_.-]+$/.test(part) && part !== '.' && part !== '..');
  if (!isPlain || name === manifestName) throw new ProgramError(`"${name}" is no name for a file of a program.`);
}

async function openFolder(folder: string): Promise<Manifest> {
  const kind = await kindOf(folder);
  if (kind === 'none') return { files: {} };
  if (kind === 'link') throw new ProgramError(`${folder} is a symbolic link: name the folder itself.`);
  if (kind !== 'folder') throw new ProgramError(`${folder} is not a folder.`);
  const listing = await kindOf(path.join(folder, manifestName));
  if (listing !== 'none' && listing !== 'file')
    throw new ProgramError(`${folder} holds a ${manifestName} that is no file.`);
  const manifest = await readManifest(folder);
  if (manifest) {
    Object.keys({ ...manifest.files, ...manifest.pending }).forEach(checkName);
    return {
      files: { ...manifest.pending, ...manifest.files },
      ...(manifest.pending ? { pending: manifest.pending } : {}),
    };
  }
  const others = await readdir(folder);
  if (others.length === 0) return { files: {} };
  throw new ProgramError(
    `${folder} holds files that alerts did not write (${others.slice(0, 3).join(', ')}): name an empty folder.`,
  );
}

/** Refuses links on the way to a file, and files that are not as we left them. */
async function checkOurs(folder: string, name: string, manifest: Manifest): Promise<void> {
  const parts = name.split('/');
  for (let depth = 1; depth < parts.length; depth += 1) {
    const parent = path.join(folder, ...parts.slice(0, depth));
    const kind = await kindOf(parent);
    if (kind !== 'none' && kind !== 'folder') throw new ProgramError(`${parent} is in the way: it is not a folder.`);
  }
  const file = path.join(folder, name);
  const kind = await kindOf(file);
  if (kind === 'none') return;
  if (kind !== 'file') throw new ProgramError(`${file} is in the way: it is not a regular file.`);
  const known = [manifest.files[name], manifest.pending?.[name]];
  if (known.every((digest) => digest === undefined))
    throw new ProgramError(`${file} was not written by alerts: move it away.`);
  if (!known.includes(digestOf(await readFile(file, 'utf8'))))
    throw new ProgramError(`${file} was edited since alerts wrote it: move it away, or delete it.`);
}

async function kindOf(file: string): Promise<'none' | 'link' | 'folder' | 'file' | 'other'> {
  try {
    const stats = await lstat(file);
    return stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw error;
  }
}

async function replaceFile(file: string, content: string): Promise<boolean> {
  if ((await kindOf(file)) === 'file' && (await readFile(file, 'utf8')) === content) return false;
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.alerts-new`;
  await rm(draft, { force: true });
  await writeFile(draft, content, { flag: 'wx' });
  await rename(draft, file);
  return true;
}

async function removeFile(folder: string, name: string): Promise<void> {
  await rm(path.join(folder, name), { force: true });
  for (let parent = path.dirname(name); parent !== '.'; parent = path.dirname(parent)) {
    const isEmptied = await rmdir(path.join(folder, parent)).then(
      () => true,
      () => false,
    );
    if (!isEmptied) return;
  }
}

function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
