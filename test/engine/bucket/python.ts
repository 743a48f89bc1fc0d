import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { toolsFolder } from '../tools-folder.ts';

const requirements = path.resolve('test/engine/bucket/requirements.txt');

/**
 * A Python with moto in it, installed once from the package index at the versions that `requirements.txt` pins.
 * @throws Error that says what is missing
 */
export function bucketServerPython(): string {
  const folder = bucketServerFolder();
  const python = path.join(folder, 'bin', 'python');
  if (existsSync(python)) return python;
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = `${folder}.${process.pid}`;
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  for (const [program, args] of [
    ['python3', ['-m', 'venv', draft]],
    [path.join(draft, 'bin', 'python'), install],
  ] as const) {
    const { status, stderr, error } = spawnSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status === 0) continue;
    rmSync(draft, { recursive: true, force: true });
    throw new Error(
      `The server of bucket tests cannot be installed. They need Python 3.10 or later with venv, and a package index.\n${error?.message ?? stderr.slice(-2000)}`,
    );
  }
  renameSync(draft, folder);
  return python;
}

/** Whether {@link bucketServerPython} has nothing to install. */
export function hasBucketServer(): boolean {
  return existsSync(bucketServerFolder());
}

function bucketServerFolder(): string {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  return path.join(toolsFolder(), digest, 'bucket-server');
}
