import { FolderStore, StoreError, type TextStore } from '../../graph/text-store.ts';
import { emptyState, type BrokerState } from './broker-state.ts';

/** Where the state of a broker lies between two processes. One write at a time; each is on the disk when it returns. */
export class StateStore {
  readonly #texts: TextStore;
  readonly #key: string;
  #writing: Promise<void> = Promise.resolve();

  /** @param folder readable by its owner only */
  constructor(folder: string, scope: string) {
    this.#texts = new FolderStore(folder);
    this.#key = `${scope}.json`;
  }

  /**
   * The state as it was left, or an empty one. Orders of another process may have been carried out.
   * @throws StoreError for a file that is none of ours
   */
  async read(): Promise<{ readonly state: BrokerState; readonly isNew: boolean }> {
    const text = await this.#texts.read(this.#key);
    if (text === undefined) return { state: emptyState, isNew: true };
    const state = parse(text);
    if (!state) {
      const name = this.#texts.nameOf(this.#key);
      throw new StoreError(
        `${name}:1:1: This is no state of this version of the watch. Move it away: open alerts are found at the backend.`,
      );
    }
    return { state: { ...state, outbox: state.outbox.map((order) => ({ ...order, doubtful: true })) }, isNew: false };
  }

  /** Writes a state as a whole; an older one never replaces a newer one. */
  write(state: BrokerState): Promise<void> {
    const text = JSON.stringify(state);
    const written = this.#writing.catch(() => undefined).then(() => this.#texts.write(this.#key, text));
    this.#writing = written;
    return written;
  }
}

function parse(text: string): BrokerState | undefined {
  try {
    const state = JSON.parse(text) as Partial<BrokerState> | null;
    return state?.version === 1 && Array.isArray(state.outbox) ? (state as BrokerState) : undefined;
  } catch {
    return undefined;
  }
}
