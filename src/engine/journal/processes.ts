import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { TextStore } from '../../graph/text-store.ts';
import { bootId, processSpace, startTime } from './process-identity.ts';

/** A process that a run started. A pid alone proves nothing: it is used again. */
interface ProcessRecord {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  readonly started: string;
}

/** What is on disk of a process: who started it, and when that was (ISO instant). */
interface ProcessFile extends ProcessRecord {
  readonly owner: ProcessRecord | undefined;
  readonly at: string;
}

interface WrittenProcess {
  readonly file: string;
  readonly at: string;
  /** Key of what other checkouts see of it. */
  readonly shared?: string;
}

/** What other checkouts see of a process that may hold locks. */
interface SharedProcess extends ProcessRecord {
  readonly space: string;
  readonly at: string;
}

/** A process that certainly runs no more. */
export interface DeadProcess {
  readonly pid: number;
  /** ISO instant at which it had been started. */
  readonly at: string;
}

/** Who holds a lock of the engine, in the words of the lock. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** ISO instant; whole seconds. */
  readonly since: string;
}

/** Records of dead processes are kept this long: a lock may be met again only when its unit is next applied. Milliseconds. */
const keptFor = 30 * 24 * 3600e3;

/**
 * Remembers the processes of this run on disk, so that a later run can end what this one leaves behind when it is killed, and can tell that the
 * holder of a lock is dead.
 */
export class ProcessRegister {
  readonly #folder: string;
  readonly #dead: DeadProcess[];
  readonly #shared: TextStore | undefined;
  readonly #files = new Map<number, Promise<WrittenProcess | undefined>>();

  /**
   * @param dead what earlier runs left behind
   * @param shared where the locks lie, when other checkouts see them, too
   */
  constructor(folder: string, dead: readonly DeadProcess[] = [], shared?: TextStore) {
    this.#folder = folder;
    this.#dead = [...dead];
    this.#shared = shared;
  }

  /** Writes a process down; one that takes a lock also where the lock lies. */
  async started(pid: number, locks = false): Promise<void> {
    const writing = this.#write(pid, locks);
    this.#files.set(pid, writing);
    await writing;
  }

  /** Forgets a process that has ended and holds nothing. */
  async ended(pid: number): Promise<void> {
    const record = await this.#take(pid);
    // A record too many is harmless: it is of a dead process, and ages.
    if (!record) return;
    await rm(record.file, { force: true }).catch(() => undefined);
    if (record.shared !== undefined) await this.#shared?.remove(record.shared).catch(() => undefined);
  }

  /** Notes that a process has ended without success, so that it may have left a lock: its record stays. */
  async failed(pid: number): Promise<void> {
    const record = await this.#take(pid);
    if (record) this.#dead.push({ pid, at: record.at });
  }

  /** Forgets what other checkouts see of a process whose lock is removed. */
  async unlocked(pid: number): Promise<void> {
    if (!this.#shared) return;
    const keys = (await this.#shared.list(sharedFolder())).filter((key) => key.startsWith(`${sharedFolder()}${pid}-`));
    for (const key of keys) await this.#shared.remove(key);
  }

  /** Whether a lock's holder certainly runs no more: a process of ours took it, that one is dead, and its pid was not given away again. */
  async isDead({ pid, host, since }: LockOwner): Promise<boolean> {
    if (host !== hostname() || startTime(pid) !== undefined) return false;
    const taken = Date.parse(since);
    const dead = [...this.#dead, ...(await this.#deadElsewhere(pid))];
    return dead.some((one) => one.pid === pid && taken + 1000 > Date.parse(one.at));
  }

  /**
   * Processes of other checkouts of this machine that run no more. Many machines may have one name: only one that was started since this machine
   * was, and that would be seen from here, is known to be dead.
   */
  async #deadElsewhere(pid: number): Promise<DeadProcess[]> {
    if (!this.#shared) return [];
    const found: DeadProcess[] = [];
    const keys = (await this.#shared.list(sharedFolder())).filter((key) => key.startsWith(`${sharedFolder()}${pid}-`));
    for (const key of keys) {
      const record = parseShared(await this.#shared.read(key));
      if (record?.boot === bootId() && record.space === processSpace() && !isAlive(record)) found.push(record);
    }
    return found;
  }

  async #take(pid: number): Promise<WrittenProcess | undefined> {
    const record = await this.#files.get(pid)?.catch(() => undefined);
    this.#files.delete(pid);
    return record;
  }

  async #write(pid: number, locks: boolean): Promise<WrittenProcess | undefined> {
    const at = new Date().toISOString();
    const started = startTime(pid);
    if (started === undefined) return undefined;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.#folder, `${process.pid}-${pid}.json`);
    const record: ProcessFile = { pid, host: hostname(), boot: bootId(), started, at, owner: own() };
    await writeFile(file, JSON.stringify(record), { mode: 0o600 });
    const shared = locks
      ? await this.#share({ pid, host: hostname(), boot: bootId(), started, space: processSpace(), at })
      : undefined;
    return { file, at, ...(shared === undefined ? {} : { shared }) };
  }

  /** Without it a lock stays until a person removes it, which is no reason not to go on. */
  async #share(record: SharedProcess): Promise<string | undefined> {
    const key = `${sharedFolder()}${record.pid}-${randomBytes(4).toString('hex')}.json`;
    try {
      await this.#shared?.write(key, JSON.stringify(record));
      return this.#shared && key;
    } catch {
      return undefined;
    }
  }
}

function sharedFolder(): string {
  return `processes/${encodeURIComponent(hostname())}/`;
}

function parseShared(text: string | undefined): SharedProcess | undefined {
  try {
    return JSON.parse(text ?? '') as SharedProcess;
  } catch {
    return undefined;
  }
}

/** What runs that died had left behind. */
export interface Orphans {
  /** How many processes were ended. */
  readonly ended: number;
  /** Processes of this host that such runs wrote down: none of them runs any more. */
  readonly dead: readonly DeadProcess[];
}

/**
 * Ends what runs that died have left behind: a plugin goes on creating objects after its engine was killed. Processes of runs that are alive
 * are left alone. The records stay, as long as a lock of theirs may be met.
 */
export async function endOrphans(folder: string, now: Date): Promise<Orphans> {
  let ended = 0;
  const dead: DeadProcess[] = [];
  for (const name of await names(folder)) {
    const file = path.join(folder, name);
    const record = await read(file);
    if (record?.host !== undefined && record.host !== hostname()) continue;
    if (record?.owner && isAlive(record.owner)) continue;
    if (record && isAlive(record) && (await end(record))) ended += 1;
    const age = now.getTime() - Date.parse(record?.at ?? '');
    if (record && age < keptFor) dead.push({ pid: record.pid, at: record.at });
    else await rm(file, { force: true });
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

async function read(file: string): Promise<ProcessFile | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessFile;
  } catch {
    return undefined;
  }
}
