import type { TextStore } from '../../graph/text-store.ts';
import type { LockHolder } from './engine-failure.ts';

/** As the engine writes a lock (pkg/backend/diy/lock.go, `lockContent`). */
interface LockText {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  readonly timestamp: string;
}

/** The engine's locks of a stack, as they lie beside its state. A lock has no lease: only its holder or a proof of death removes it. */
export class StackLocks {
  readonly #store: TextStore;
  readonly #folder: string;

  constructor(store: TextStore, project: string, stack: string) {
    this.#store = store;
    this.#folder = `.pulumi/locks/organization/${project}/${stack}/`;
  }

  /** Who holds the stack; nobody when it is free. */
  async holders(): Promise<LockHolder[]> {
    const keys = (await this.#store.list(this.#folder)).filter((key) => key.endsWith('.json'));
    const texts = await Promise.all(keys.map(async (key) => ({ key, text: await this.#store.read(key) })));
    return texts.flatMap(({ key, text }) => (text === undefined ? [] : [holderOf(this.#store.nameOf(key), text)]));
  }

  /** Removes this one lock, and no other. */
  async remove({ lock }: LockHolder): Promise<void> {
    const name = decodeURIComponent(lock.replace(/\?.*$/, '').split(/[\\/]/).at(-1) ?? '');
    await this.#store.remove(`${this.#folder}${name}`);
    // A file backend keeps attributes beside each file.
    await this.#store.remove(`${this.#folder}${name}.attrs`);
  }
}

/** A lock that is cut off or in another form is one all the same. */
function holderOf(lock: string, text: string): LockHolder {
  try {
    const { pid, username, hostname, timestamp } = JSON.parse(text) as LockText;
    return { lock, pid, user: username, host: hostname, since: timestamp };
  } catch {
    return { lock, pid: 0, user: 'unknown', host: 'unknown', since: 'unknown' };
  }
}
