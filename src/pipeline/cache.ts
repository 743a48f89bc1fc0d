import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

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
  readonly #old: Map<string, string>;
  readonly #kept: Map<string, string>;
  #changed = false;

  /**
   * @param folder where cache files live
   * @param tree what the cache is for; two trees never share a file
   * @param build the build of the tool; another build's file is not read
   * @param keepsUnused whether records that this run does not use stay: a look at another commit must not forget this one
   */
  constructor(folder: string, tree: string, build: string, keepsUnused = false) {
    this.#file = path.join(folder, `${sha(tree).slice(0, 24)}.cache`);
    this.#header = `alerts-cache 1 ${build}`;
    this.#old = this.#read();
    this.#kept = new Map(keepsUnused ? this.#old : []);
  }

  /** The record under a key, if it is there and intact. */
  get<T>(key: string): T | undefined {
    const line = this.#old.get(key);
    if (line === undefined) return undefined;
    const [digest = '', body = ''] = splitOnce(line, '\t');
    if (sha(body) !== digest) return undefined;
    this.#kept.set(key, line);
    return JSON.parse(body) as T;
  }

  /** Keeps a record for the next run. Keys hold no tab and no line break. */
  set(key: string, value: unknown): void {
    const body = JSON.stringify(value);
    this.#kept.set(key, `${sha(body)}\t${body}`);
    this.#changed = true;
  }

  /** Writes what was used or added in this run; what was not is forgotten. A cache that cannot be written is no error. */
  save(): void {
    if (!this.#changed && this.#kept.size === this.#old.size) return;
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      const lines = [this.#header];
      for (const [key, line] of this.#kept) lines.push(`${key}\t${line}`);
      writeFileSync(temporary, `${lines.join('\n')}\n`, { mode: 0o600 });
      renameSync(temporary, this.#file);
    } catch {
      rmSync(temporary, { force: true });
    }
  }

  #read(): Map<string, string> {
    const records = new Map<string, string>();
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
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
  return createHash('sha256').update(text).digest('hex');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
