import { randomBytes } from 'node:crypto';
import type { TextAppender, TextStore } from '../../graph/text-store.ts';
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
 * The write-ahead journal of one run of one unit: an intent is where the state lives before the vendor hears of it, the id as soon as the vendor
 * has answered. It lies there until its run, or a later one, has been checked; what is found in it tells what a dead run may have left behind.
 */
export class Journal {
  readonly #store: TextStore;
  readonly #key: string;
  readonly #text: TextAppender;
  #next = 0;
  #waiting: { readonly text: string; readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  #writing = false;

  private constructor(store: TextStore, key: string) {
    this.#store = store;
    this.#key = key;
    this.#text = store.appender(key);
  }

  /** A journal that nobody else writes; nothing is stored before the first intent. */
  static open(store: TextStore, unit: string): Journal {
    return new Journal(store, `${folderOf(unit)}${randomBytes(6).toString('hex')}.jsonl`);
  }

  /** Writes an intent down; resolves when it is there for whoever comes after this process. The number is for {@link answered} and {@link refused}. */
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
    await this.#text.close();
  }

  /** Removes a journal that is closed: everything in it has been checked. */
  async conclude(): Promise<void> {
    const folder = this.#key.slice(0, this.#key.lastIndexOf('/') + 1);
    const own = (await this.#store.list(folder)).filter((key) => runOf(key) === runOf(this.#key));
    for (const key of own) await this.#store.remove(key);
  }

  #append(line: Line): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text: `${JSON.stringify(line)}\n`, resolve, reject });
      if (!this.#writing) void this.#drain();
    });
  }

  /** Lines that arrive while one addition is under way share the next. */
  async #drain(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#text.append(batch.map(({ text }) => text).join(''));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }
}

/** What earlier runs of units left behind. */
export class Journals {
  readonly #store: TextStore;
  readonly #keys: ReadonlyMap<string, readonly string[]>;

  private constructor(store: TextStore, keys: ReadonlyMap<string, readonly string[]>) {
    this.#store = store;
    this.#keys = keys;
  }

  /** Looks which journals there are; what begins afterwards is not in it. */
  static async open(store: TextStore): Promise<Journals> {
    const keys = (await store.list('journal/')).filter((key) => key.endsWith('.jsonl'));
    const byFolder = new Map<string, string[]>();
    for (const key of keys) {
      const folder = key.slice(0, key.lastIndexOf('/') + 1);
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), key]);
    }
    return new Journals(store, byFolder);
  }

  /** The intents of runs of a unit that did not end as they should; none when there is no journal. What was certainly not done is left out. */
  async read(unit: string): Promise<Intent[]> {
    const texts = new Map<string, string>();
    for (const key of this.#keys.get(folderOf(unit)) ?? []) {
      const run = runOf(key);
      texts.set(run, `${texts.get(run) ?? ''}${(await this.#store.read(key)) ?? ''}`);
    }
    return [...texts.values()].flatMap(intentsOf);
  }

  /** Removes the journals that were there: everything in them has been checked. */
  async conclude(unit: string): Promise<void> {
    for (const key of this.#keys.get(folderOf(unit)) ?? []) await this.#store.remove(key);
  }
}

/** `journal/<unit>/<run>.jsonl`, or several `<run>.<part>.jsonl`. */
function folderOf(unit: string): string {
  return `journal/${encodeURIComponent(unit).replace(/^\./, '%2E').replaceAll('*', '%2A')}/`;
}

function runOf(key: string): string {
  return /([^/.]+)[^/]*$/.exec(key)?.[1] ?? '';
}

function intentsOf(text: string): Intent[] {
  const intents = new Map<number, Intent>();
  for (const line of linesOf(text)) {
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
function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
