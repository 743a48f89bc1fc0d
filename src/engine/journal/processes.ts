import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { bootId, startTime } from './process-identity.ts';

/** A process that a run started. A pid alone proves nothing: it is used again. */
interface ProcessRecord {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  readonly started: string;
}

/** Remembers the processes of this run on disk, so that a later run can end what this one leaves behind when it is killed. */
export class ProcessRegister {
  readonly #folder: string;
  readonly #files: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes a process down. */
  async add(pid: number): Promise<void> {
    const started = startTime(pid);
    if (started === undefined) return;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.#folder, `${process.pid}-${pid}.json`);
    const record: ProcessRecord & { readonly owner: ProcessRecord | undefined } = {
      pid,
      host: hostname(),
      boot: bootId(),
      started,
      owner: own(),
    };
    this.#files.push(file);
    await writeFile(file, JSON.stringify(record), { mode: 0o600 });
  }

  /** Forgets the processes of this run: they have ended. */
  async clear(): Promise<void> {
    for (const file of this.#files) await rm(file, { force: true });
  }
}

/** What dead runs had left behind. */
export interface Orphans {
  /** How many processes were ended. */
  readonly ended: number;
  /** Pids of this host that dead runs wrote down: those very processes run no more. */
  readonly dead: ReadonlySet<number>;
}

/**
 * Ends what runs that died have left behind: a plugin goes on creating objects after its engine was killed. Processes of runs that are alive
 * are left alone.
 */
export async function endOrphans(folder: string): Promise<Orphans> {
  let ended = 0;
  const dead = new Set<number>();
  for (const name of await names(folder)) {
    const file = path.join(folder, name);
    const record = await read(file);
    if (record?.host !== undefined && record.host !== hostname()) continue;
    if (record?.owner && isAlive(record.owner)) continue;
    if (record && isAlive(record) && (await end(record))) ended += 1;
    if (record) dead.add(record.pid);
    await rm(file, { force: true });
  }
  return { ended, dead };
}

/** Whether the very process that was written down still runs. */
export function isAlive({ pid, boot, started }: Omit<ProcessRecord, 'host'>): boolean {
  return boot === bootId() && startTime(pid) === started;
}

function own(): ProcessRecord | undefined {
  const started = startTime(process.pid);
  return started === undefined ? undefined : { pid: process.pid, host: hostname(), boot: bootId(), started };
}

async function end(record: ProcessRecord): Promise<boolean> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    try {
      process.kill(record.pid, signal);
    } catch {
      return true;
    }
    for (let waited = 0; waited < 3000; waited += 50) {
      if (!isAlive(record)) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return !isAlive(record);
}

async function names(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function read(file: string): Promise<(ProcessRecord & { owner?: ProcessRecord }) | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessRecord & { owner?: ProcessRecord };
  } catch {
    return undefined;
  }
}
