import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
  #changed = false;

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
    this.#records.set(key, `${sha(body)}\t${body}`);
    this.#used.set(key, undefined);
    this.#changed = true;
  }

  /**
   * Writes what was added. What nobody used stays as long as it is little: it is what the files said before they were edited, or
   * say in another commit. A cache that cannot be written is no error.
   */
  save(): void {
    const tooMuch = this.#records.size - this.#used.size > Math.max(leastSpare, this.#used.size / 4);
    if (!this.#changed && !tooMuch) return;
    if (tooMuch) for (const key of this.#records.keys()) if (!this.#used.has(key)) this.#records.delete(key);
    this.#changed = false;
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      const lines = [this.#header];
      for (const [key, line] of this.#records) lines.push(`${key}\t${line}`);
      writeFileSync(temporary, `${lines.join('\n')}\n`, { mode: 0o600, encoding: 'latin1' });
      renameSync(temporary, this.#file);
    } catch {
      discard(temporary);
    }
  }

  #read(): Map<string, string> {
    const records = new Map<string, string>();
    let text: string;
    try {
      text = readFileSync(this.#file, 'latin1');
    } catch {
      return records;
    }
    if (!text.startsWith(`${this.#header}\n`)) return records;
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

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Then there is none: the folder is not even one.
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
