import { mkdir, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Mutation } from '../proxy/mutation.ts';

/** A change that a vendor was, or was about to be, asked for. No value of any resource is in it. */
export interface Intent {
  readonly kind: Mutation['kind'];
  readonly urn: string;
  readonly type: string;
  /** The vendor's id: of creations only once it is known. */
  readonly id?: string;
  /** When it was written down, in milliseconds of the writer's clock. */
  readonly at: number;
  /** Whether the vendor's answer was written down too. */
  readonly answered: boolean;
}

type Line =
  | {
      readonly n: number;
      readonly at: number;
      readonly intent: Mutation['kind'];
      readonly urn: string;
      readonly type: string;
      readonly id?: string;
    }
  | { readonly n: number; readonly done: string }
  | { readonly n: number; readonly failed: true };

/**
 * The write-ahead journal of one unit: an intent is on disk before the vendor hears of it, the id as soon as the vendor has answered. It
 * lives until the run that wrote it has been checked; what a later run finds in it tells what a dead one may have left behind.
 */
export class Journal {
  readonly #file: string;
  readonly #handle: FileHandle;
  #next: number;
  #waiting: { readonly text: string; readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  #writing = false;

  private constructor(file: string, handle: FileHandle, next: number) {
    this.#file = file;
    this.#handle = handle;
    this.#next = next;
  }

  /** Opens a journal for writing; what is in it stays. */
  static async open(file: string): Promise<Journal> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const next = (await linesOf(file)).reduce((most, line) => Math.max(most, line.n + 1), 0);
    return new Journal(file, await open(file, 'a', 0o600), next);
  }

  /** Writes an intent down; resolves when it is on disk. The number is for {@link answered} and {@link refused}. */
  async intend({ kind, urn, type, id }: Mutation): Promise<number> {
    const n = this.#next;
    this.#next += 1;
    await this.#append({ n, at: Date.now(), intent: kind, urn, type, ...(id === undefined ? {} : { id }) });
    return n;
  }

  /** The vendor did it. */
  async answered(n: number, id: string): Promise<void> {
    await this.#append({ n, done: id });
  }

  /** The vendor certainly did nothing. */
  async refused(n: number): Promise<void> {
    await this.#append({ n, failed: true });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** Removes the journal: everything in it has been checked. */
  async conclude(): Promise<void> {
    await this.#handle.close();
    await rm(this.#file, { force: true });
  }

  #append(line: Line): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text: `${JSON.stringify(line)}\n`, resolve, reject });
      if (!this.#writing) void this.#drain();
    });
  }

  /** Lines that arrive while the disk is busy share one sync. */
  async #drain(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#handle.appendFile(batch.map(({ text }) => text).join(''));
        await this.#handle.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }
}

/** The intents of earlier runs that did not end as they should; none when there is no journal. What was certainly not done is left out. */
export async function readJournal(file: string): Promise<Intent[]> {
  const intents = new Map<number, Intent>();
  for (const line of await linesOf(file)) {
    if ('intent' in line) {
      const { n, at, intent: kind, urn, type, id } = line;
      intents.set(n, { kind, urn, type, at, answered: false, ...(id === undefined ? {} : { id }) });
    } else if ('failed' in line) intents.delete(line.n);
    else {
      const intent = intents.get(line.n);
      if (intent) intents.set(line.n, { ...intent, answered: true, id: line.done });
    }
  }
  return [...intents.values()];
}

/** A last line that was cut off is not one: what it was to say had not begun. */
async function linesOf(file: string): Promise<Line[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
