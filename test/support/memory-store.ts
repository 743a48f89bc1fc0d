import type { ResultStore } from '../../src/pipeline/cache.ts';

/** Keeps results in memory, so that a test of many nearly equal trees costs only what differs. */
export class MemoryStore implements ResultStore {
  readonly #records = new Map<string, string>();
  readonly #below: MemoryStore | undefined;

  constructor(below?: MemoryStore) {
    this.#below = below;
  }

  get<T>(key: string): T | undefined {
    const text = this.#records.get(key);
    return text === undefined ? this.#below?.get<T>(key) : (JSON.parse(text) as T);
  }

  set(key: string, value: unknown): void {
    this.#records.set(key, JSON.stringify(value));
  }

  save(): void {}

  /** A store that reads through to this one and leaves it as it is. */
  overlay(): MemoryStore {
    return new MemoryStore(this);
  }
}
