import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** So many unused records stay in any case. */
const leastSpare = 100;

/** Keeps serialisable results by key between runs. */
export interface ResultStore {
  get<T>(key: string): T | undefined;
  set(key: string, value: unknown): void;
  save(): void;
}

/**
 * Results by content, in one file per tree outside the repository. Every record carries the digest of its text, so that a damaged
 * or altered file is a miss and never a wrong answer; the file as a whole belongs to one build of the tool. Safe to delete.
 */
export class ResultCache implements ResultStore {
  readonly #file: string;
  readonly #header: string;
  readonly #records: Map<string, string>;
  /** What was read or added since the cache was opened, as text or as the value that the text stands for. */
  readonly #used = new Map<string, unknown>();
  readonly #added: string[] = [];
  /** The file that was read, held open: what is appended must not end up in the file of another build that took its place. */
  #open: number | undefined;

  /**
   * @param folder where cache files live
   * @param tree what the cache is for; two trees never share a file
   * @param build the build of the tool; another build's file is not read
   */
  constructor(folder: string, tree: string, build: string) {
    this.#file = path.join(folder, `${sha(tree).slice(0, 24)}.cache`);
    this.#header = `alerts-cache 2 ${build}`;
    this.#records = this.#read();
  }

  /** The record under a key, if it is there and intact. Nobody may change it: the next who asks gets the same. */
  get<T>(key: string): T | undefined {
    const known = this.#used.get(key);
    if (known !== undefined) return known as T;
    const line = this.#records.get(key);
    if (line === undefined) return undefined;
    const [digest = '', body = ''] = splitOnce(line, '\t');
    if (sha(body) !== digest) return undefined;
    const value = JSON.parse(body) as T;
    this.#used.set(key, value);
    return value;
  }

  /** Keeps a record for the next run. Keys hold no tab and no line break. */
  set(key: string, value: unknown): void {
    const body = asciiJson(value);
    const line = `${sha(body)}\t${body}`;
    this.#records.set(key, line);
    this.#used.set(key, undefined);
    this.#added.push(`${key}\t${line}`);
  }

  /**
   * Adds what is new to the file, whose last record of a key counts. What nobody used stays as long as it is little: it is what the files said before they were edited, or
   * say in another commit. A cache that cannot be written is no error.
   */
  save(): void {
    const tooMuch = this.#records.size - this.#used.size > Math.max(leastSpare, this.#used.size / 4);
    if (this.#added.length === 0 && !tooMuch) return;
    if (tooMuch) for (const key of this.#records.keys()) if (!this.#used.has(key)) this.#records.delete(key);
    try {
      if (this.#open === undefined || tooMuch) this.#writeAll();
      else writeSync(this.#open, `\n${this.#added.join('\n')}\n`, null, 'latin1');
    } catch {
      // The next run computes again.
    }
    this.#added.length = 0;
  }

  #writeAll(): void {
    const temporary = `${this.#file}.${process.pid}.tmp`;
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    const lines = [this.#header];
    for (const [key, line] of this.#records) lines.push(`${key}\t${line}`);
    try {
      writeFileSync(temporary, `${lines.join('\n')}\n`, { mode: 0o600, encoding: 'latin1' });
      renameSync(temporary, this.#file);
    } catch {
      rmSync(temporary, { force: true });
    }
    this.#close();
  }

  #close(): void {
    if (this.#open !== undefined) closeSync(this.#open);
    this.#open = undefined;
  }

  #read(): Map<string, string> {
    const records = new Map<string, string>();
    let text: string;
    try {
      this.#open = openToAppend(this.#file);
      text = readFileSync(this.#open ?? this.#file, 'latin1');
    } catch {
      this.#close();
      return records;
    }
    if (!text.startsWith(`${this.#header}\n`)) {
      this.#close();
      return records;
    }
    for (let start = this.#header.length + 1; start < text.length;) {
      let end = text.indexOf('\n', start);
      if (end < 0) end = text.length;
      const tab = text.indexOf('\t', start);
      if (tab > start && tab < end) records.set(text.slice(start, tab), text.slice(tab + 1, end));
      start = end + 1;
    }
    return records;
  }
}

/** Where caches live: `ALERTS_CACHE_DIR`, else the user's cache folder; never inside a checkout, where a pull request could plant one. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env['ALERTS_CACHE_DIR']) return env['ALERTS_CACHE_DIR'];
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'alerts-as-code');
}

function sha(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Text in one byte per character is read and searched several times faster. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A cache that may only be read is still worth reading. */
function openToAppend(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDWR | constants.O_APPEND);
  } catch {
    return undefined;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
