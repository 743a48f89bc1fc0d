import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

type Exports = Readonly<Record<string, unknown>>;

/** Below this many characters a file compiles faster than its compiled form is read. */
const worthKeeping = 8_000;

/**
 * Loads the program's files (CommonJS), and keeps what V8 compiled of them beside them: compiling is a third of a short run. V8
 * itself refuses what another version of it compiled. Like Python's `__pycache__` this trusts whoever can write to the installation,
 * who could change the program as well; the cache of results lies elsewhere, since others may be able to write there.
 */
export class CodeLoader {
  readonly #kept: string;
  readonly #require: (name: string) => unknown;
  readonly #loaded = new Map<string, Exports>();
  readonly #fresh = new Map<string, Script>();

  /**
   * @param kept folder of the compiled forms, of this build on this version of Node
   * @param require finds what is not part of the program
   */
  constructor(kept: string, require: (name: string) => unknown) {
    this.#kept = kept;
    this.#require = require;
  }

  /** What a file exports. */
  load(file: string): Exports {
    const known = this.#loaded.get(file);
    if (known) return known;
    const module = { exports: {} as Exports };
    const require = (name: string): unknown =>
      name.startsWith('.') ? this.load(path.join(path.dirname(file), name)) : this.#require(name);
    this.#compile(file)(module, module.exports, require, pathToFileURL(file).href);
    // Bundled exports are getters for the sake of cycles, which our code has none of; plain properties are faster.
    const exports: Exports = Object.freeze({ ...module.exports, __esModule: true });
    this.#loaded.set(file, exports);
    return exports;
  }

  /** Keeps the compiled form of what was loaded without one. An installation that cannot be written to is no error. */
  keep(): void {
    if (this.#fresh.size === 0) return;
    try {
      mkdirSync(this.#kept, { recursive: true });
      for (const [file, script] of this.#fresh) {
        const temporary = `${this.#keptForm(file)}.${process.pid}.tmp`;
        const data = script.createCachedData();
        writeFileSync(temporary, Buffer.concat([digestOf(data), data]));
        renameSync(temporary, this.#keptForm(file));
      }
    } catch {
      // The next run compiles again.
    }
  }

  #compile(file: string): (...values: unknown[]) => void {
    const source = `(function(module,exports,require,alertsModuleUrl){${readFileSync(file, 'latin1')}\n})`;
    const cachedData = source.length < worthKeeping ? undefined : this.#read(file);
    const script = new Script(source, { filename: file, ...(cachedData ? { cachedData } : {}) });
    if (source.length >= worthKeeping && !cachedData) this.#fresh.set(file, script);
    return script.runInThisContext() as (...values: unknown[]) => void;
  }

  /** V8 does not notice when what it kept was damaged: it crashes. */
  #read(file: string): Buffer | undefined {
    try {
      const bytes = readFileSync(this.#keptForm(file));
      const data = bytes.subarray(digestBytes);
      return digestOf(data).equals(bytes.subarray(0, digestBytes)) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  #keptForm(file: string): string {
    return path.join(this.#kept, path.basename(file));
  }
}

const digestBytes = 32;

function digestOf(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest();
}
