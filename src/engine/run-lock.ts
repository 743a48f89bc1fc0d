import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { bootId, startTime } from './journal/process-identity.ts';
import { isAlive } from './journal/processes.ts';

/** Who applies in this checkout. */
export interface RunHolder {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  readonly started: string;
  /** ISO instant. */
  readonly since: string;
}

/** Another run of this checkout is at work. */
export class RunLockedError extends Error {
  /** Who it is, for people. */
  readonly holder: string;

  constructor({ pid, host, since }: RunHolder) {
    const holder = `process ${pid} on ${host}, since ${since}`;
    super(`Another run in this checkout is at work: ${holder}. Wait for it, e.g. with --lock-timeout 5m, or end it.`);
    this.holder = holder;
  }
}

/**
 * One run at a time per checkout: its journals and workspaces are not shared. A lock whose holder has certainly died is taken over; that of
 * another host (a shared folder) never is.
 * @returns how to let go
 * @throws RunLockedError
 */
export async function takeRunLock(folder: string, now: Date): Promise<() => Promise<void>> {
  const file = path.join(folder, 'run.lock');
  const own: RunHolder = {
    pid: process.pid,
    host: hostname(),
    boot: bootId(),
    started: startTime(process.pid) ?? '',
    since: now.toISOString(),
  };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(JSON.stringify(own));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readHolder(file);
    if (holder && (holder.host !== own.host || isAlive(holder))) throw new RunLockedError(holder);
    await rm(file, { force: true });
  }
  throw new Error(`${file} cannot be taken.`);
}

/** Undefined for a lock that was cut off while it was written, or is gone. */
async function readHolder(file: string): Promise<RunHolder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RunHolder;
  } catch {
    return undefined;
  }
}
