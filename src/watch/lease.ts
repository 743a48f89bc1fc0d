import { createHash, randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { bootId, processSpace, startTime } from '../engine/journal/process-identity.ts';
import { StoreError } from '../graph/text-store.ts';
import { inStateFolder } from './state/folder.ts';

/** Who writes. `term` is new with each holder and with each renewal, so that a lease which nobody renews is seen to stand still. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly boot: string;
  /** Which processes its pid belongs to: containers of one machine count their own. */
  readonly space: string;
  readonly started: string;
  readonly term: string;
}

/**
 * Lets only one instance write. A lease lies in the folder of the state, which instances share. It passes on when its holder has certainly
 * ended (same machine since the same start, pid and start time gone), or has not renewed it for a while on the clock of the one that waits;
 * clocks are never compared.
 */
export class Lease {
  readonly #folder: string;
  readonly #file: string;
  readonly #patience: number;
  #own: Holder | undefined;
  #claim: { readonly name: string; readonly since: number } | undefined;
  #seen: { readonly term: string; readonly since: number } | undefined;

  /** @param patience milliseconds after which a lease that stands still is over */
  constructor(folder: string, patience: number) {
    this.#folder = folder;
    this.#file = path.join(folder, 'lease.json');
    this.#patience = patience;
  }

  /** Who holds it, as far as was last seen. */
  holder?: Holder;

  /**
   * Takes or renews the lease. To be called before anything is written.
   * @param now milliseconds, of a clock of this instance that nobody sets
   * @throws StateFolderError
   * @throws StoreError for a lease that is none
   */
  take(now: number): Promise<boolean> {
    return inStateFolder(this.#folder, () => this.#take(now));
  }

  /**
   * Lets go, so that the next one need not wait.
   * @throws StateFolderError
   */
  release(): Promise<void> {
    return inStateFolder(this.#folder, async () => {
      const present = await this.#read();
      if (this.#own && present?.term === this.#own.term) await rm(this.#file, { force: true });
      this.#own = undefined;
    });
  }

  async #take(now: number): Promise<boolean> {
    const present = await this.#read();
    if (present) this.holder = present;
    if (this.#own && present?.term === this.#own.term) return this.#write(this.#own);
    // Somebody else was faster, or has taken it over.
    this.#own = undefined;
    if (!present) return this.#create(this.#file);
    return this.#isOver(present, now) && this.#takeOver(present, now);
  }

  #isOver(present: Holder, now: number): boolean {
    const isHere = present.host === hostname() && present.boot === bootId() && present.space === processSpace();
    if (isHere) return startTime(present.pid) !== present.started;
    if (this.#seen?.term !== present.term) this.#seen = { term: present.term, since: now };
    return now - this.#seen.since >= this.#patience;
  }

  /** Of several that see the same lease to be over one takes it: the one that creates the claim. A claim whose owner died is over after a while, too. */
  async #takeOver(present: Holder, now: number): Promise<boolean> {
    const claim = `${this.#file}.${digest(present.term)}.claim`;
    if (!(await this.#create(claim))) {
      this.#claim ??= { name: claim, since: now };
      if (this.#claim.name !== claim) this.#claim = { name: claim, since: now };
      if (now - this.#claim.since >= this.#patience) await rm(claim, { force: true });
      return false;
    }
    // Whoever had the claim before may have replaced the lease already.
    const unchanged = (await this.#read())?.term === present.term;
    if (unchanged) await rename(claim, this.#file);
    else await rm(claim, { force: true });
    if (!unchanged) this.#own = undefined;
    return unchanged;
  }

  /** Only one of several creates a file that is not there. */
  async #create(file: string): Promise<boolean> {
    const own = newHolder();
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      const handle = await open(file, 'wx', 0o600);
      await written(handle, own).catch(async (error: unknown) => {
        // Half a lease would be somebody's until it stood still for long.
        await rm(file, { force: true });
        throw error;
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    this.#own = own;
    this.holder = own;
    return true;
  }

  async #write(own: Holder): Promise<boolean> {
    const renewed = { ...own, term: randomBytes(8).toString('hex') };
    // A name that nobody knows beforehand: the folder may be one in which others lay out links.
    const draft = `${this.#file}.${renewed.term}.new`;
    try {
      await written(await open(draft, 'wx', 0o600), renewed);
      await rename(draft, this.#file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    this.#own = renewed;
    this.holder = renewed;
    return true;
  }

  /** Undefined for one that is gone, or was cut off while it was written. */
  async #read(): Promise<Holder | undefined> {
    let text: string;
    try {
      // A pipe would be waited for, and a link leads anywhere.
      if (!(await lstat(this.#file)).isFile()) throw new StoreError(`${this.#file}:1:1: This is not a regular file.`);
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return JSON.parse(text) as Holder;
    } catch {
      return { pid: 0, host: '', boot: '', space: '', started: '', term: text };
    }
  }
}

async function written(handle: FileHandle, holder: Holder): Promise<void> {
  try {
    await handle.writeFile(JSON.stringify(holder));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function newHolder(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    boot: bootId(),
    space: processSpace(),
    started: startTime(process.pid) ?? '',
    term: randomBytes(8).toString('hex'),
  };
}
