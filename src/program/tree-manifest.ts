import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProgramError } from './options.ts';

/** The file that lists what we wrote. */
export const manifestName = '.alerts-compiled.json';

/** What we wrote into a folder: path to SHA-256. */
export interface Manifest {
  readonly files: Readonly<Record<string, string>>;
  /** What a run that has not ended is writing. */
  readonly pending?: Readonly<Record<string, string>>;
}

/**
 * The manifest of a folder; undefined when it has none.
 * @throws ProgramError when it cannot be read
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = path.join(folder, manifestName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const manifest = parse(text);
  if (manifest) return manifest;
  throw new ProgramError(`${file} is damaged: delete the folder and compile again.`);
}

/** Replaces the manifest of a folder, entirely or not at all. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = path.join(folder, manifestName);
  const draft = `${file}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify({ version: 1, ...manifest }, undefined, 2)}\n`, { flag: 'wx' });
  await rename(draft, file);
}

function parse(text: string): Manifest | undefined {
  try {
    const data = JSON.parse(text) as { version?: unknown; files?: unknown; pending?: unknown };
    const { version, files, pending } = data;
    if (version !== 1 || !isTexts(files)) return undefined;
    if (pending === undefined) return { files };
    return isTexts(pending) ? { files, pending } : undefined;
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}
