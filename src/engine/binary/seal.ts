import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';

/** What a program was when it was put where it is. */
interface Seal {
  readonly sha256: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** A program that is not what was put there. */
export class SealError extends Error {}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Writes down what a program is, beside it. */
export async function seal(file: string): Promise<void> {
  const { size, mtimeMs } = await stat(file);
  const record: Seal = { sha256: await sha256Of(file), size, mtimeMs };
  await writeFile(sealFile(file), JSON.stringify(record), { mode: 0o600 });
}

/**
 * Checks that a program is what was put there. Its bytes are read whole each time: 85 MB take a tenth of a second, and a time stamp proves
 * nothing.
 * @throws SealError when it is not, or was never sealed
 */
export async function checkSeal(file: string): Promise<void> {
  let record: Seal;
  try {
    record = JSON.parse(await readFile(sealFile(file), 'utf8')) as Seal;
  } catch {
    throw new SealError(`${file} has no digest beside it (${sealFile(file)}): it was not put there by alerts.`);
  }
  const found = await sha256Of(file);
  if (found !== record.sha256)
    throw new SealError(
      `${file} is not what was installed: its SHA-256 is ${found.slice(0, 12)}…, not ${record.sha256.slice(0, 12)}…. Remove it; it will be installed anew.`,
    );
}

function sealFile(file: string): string {
  return `${file}.alerts.json`;
}
