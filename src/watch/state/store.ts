import { FolderStore, StoreError, type TextStore } from '../../graph/text-store.ts';
import { emptyState, type BrokerState } from './broker-state.ts';
import { inStateFolder } from './folder.ts';
import { parseState } from './parse-state.ts';

/** Where the state of a broker lies between two processes. One write at a time; each is on the disk when it returns. */
export class StateStore {
  readonly #folder: string;
  readonly #texts: TextStore;
  readonly #key: string;
  #writing: Promise<void> = Promise.resolve();

  /** @param folder readable by its owner only */
  constructor(folder: string, scope: string) {
    this.#folder = folder;
    this.#texts = new FolderStore(folder);
    this.#key = `${scope}.json`;
  }

  /**
   * The state as it was left, or an empty one. Orders of another process may have been carried out.
   * @throws StoreError for a file that is none of ours
   * @throws StateFolderError
   */
  async read(): Promise<{ readonly state: BrokerState; readonly isNew: boolean }> {
    const text = await inStateFolder(this.#folder, () => this.#texts.read(this.#key));
    if (text === undefined) return { state: emptyState, isNew: true };
    const state = parseState(text);
    if (!state) {
      const name = this.#texts.nameOf(this.#key);
      throw new StoreError(
        `${name}:1:1: This is no state of this version of the watch: it was cut off, or another version or program wrote it. Move it away: open alerts are found at the backend.`,
      );
    }
    return { state: { ...state, outbox: state.outbox.map((order) => ({ ...order, doubtful: true })) }, isNew: false };
  }

  /**
   * Writes a state as a whole; an older one never replaces a newer one.
   * @throws StateFolderError
   */
  write(state: BrokerState): Promise<void> {
    const text = JSON.stringify(state);
    const written = this.#writing
      .catch(() => undefined)
      .then(() => inStateFolder(this.#folder, () => this.#texts.write(this.#key, text)));
    this.#writing = written;
    return written;
  }
}
