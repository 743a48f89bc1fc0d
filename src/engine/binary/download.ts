import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as tar from 'tar';
import type { EngineArchive } from './pinned.ts';
import type { World } from './world.ts';

/** Milliseconds until a server that says nothing counts as unreachable. */
const connectTimeout = 20_000;

/**
 * Downloads an archive of the CLI and takes the program out of it. The digest is checked before anything of the archive is unpacked.
 * @throws Error when it cannot be had, or is another
 */
export async function downloadEngine(archive: EngineArchive, target: string, world: World): Promise<void> {
  world.progress(`downloading ${archive.url}`);
  const bytes = await fetchBytes(archive.url, world);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== archive.sha256)
    throw new Error(`${archive.url} has the SHA-256 ${found}, not the pinned ${archive.sha256}: it was not unpacked.`);
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(`${target}-`);
  try {
    const only = (entry: string): boolean => entry === 'pulumi/pulumi';
    await pipeline(Readable.from([bytes]), tar.x({ cwd: folder, filter: only, strip: 1, strict: true }));
    const program = path.join(folder, 'pulumi');
    await chmod(program, 0o755);
    await rename(program, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchBytes(url: string, { signal }: World): Promise<Buffer> {
  const waiting = AbortSignal.timeout(connectTimeout);
  const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, waiting]) : waiting }).catch(
    (error: Error & { cause?: { code?: string } }) => {
      throw new Error(`${url} cannot be reached (${error.cause?.code ?? error.message})`);
    },
  );
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
