import type { LiveApi, LiveObject } from '../../providers/live.ts';
import type { Intent } from '../journal/journal.ts';

/** How long an object that a dead run may have created can be missing in a vendor's lists. */
const settleTime = 20_000;

/** Pause between two looks at a list that lags. */
const pause = 1_000;

/** Looks at lists before they are declared unstable. */
const mostLooks = 6;

/** What an account holds of this project, or of one unit: one complete list, shared by all that ask. */
export class Census {
  readonly #api: LiveApi;
  readonly #project: string;
  readonly #lags: boolean;
  readonly #unit: string | undefined;
  readonly #types: ReadonlySet<string> | undefined;
  #first: Promise<readonly LiveObject[]> | undefined;
  #confirmed: Promise<readonly LiveObject[]> | undefined;
  #account: Promise<readonly LiveObject[]> | undefined;

  constructor(api: LiveApi, project: string, lags: boolean, unit?: string, types?: ReadonlySet<string>) {
    this.#unit = unit;
    this.#types = types;
    this.#api = api;
    this.#project = project;
    this.#lags = lags;
  }

  /** One complete list. */
  objects(): Promise<readonly LiveObject[]> {
    return (this.#first ??= this.#api.list(this.#project, this.#unit, this.#types));
  }

  /**
   * A list by which an object may be called absent: complete, and where lists lag, equal to the one before it.
   * @throws Error when the list does not come to rest
   */
  confirmed(): Promise<readonly LiveObject[]> {
    return (this.#confirmed ??= this.#confirm());
  }

  /** All objects of the account, ours or not. */
  account(types: ReadonlySet<string>): Promise<readonly LiveObject[]> {
    return (this.#account ??= this.#api.listAll(types));
  }

  /**
   * Waits until what dead runs may have created shows up in the list, or has had its time. Objects whose ids were written down are asked
   * for by id, which does not lag.
   */
  async settle(
    intents: readonly Intent[],
    isSeen: (intent: Intent, objects: readonly LiveObject[]) => boolean,
  ): Promise<readonly LiveObject[]> {
    const creations = intents.filter(({ kind }) => kind === 'create');
    const byId: LiveObject[] = [];
    for (const { type, id } of creations) {
      const object = id === undefined ? undefined : await this.#api.find(type, id);
      if (object) byId.push(object);
    }
    const open = creations.filter(({ id }) => id === undefined);
    const until = Math.min(Date.now(), Math.max(0, ...open.map(({ at }) => at))) + settleTime;
    let objects = await this.objects();
    while (open.some((intent) => !isSeen(intent, objects)) && Date.now() < until) {
      await rest();
      this.#first = undefined;
      objects = await this.objects();
    }
    return merge(objects, byId);
  }

  async #confirm(): Promise<readonly LiveObject[]> {
    let before = await this.objects();
    if (!this.#lags) return before;
    for (let look = 0; look < mostLooks; look += 1) {
      const now = await this.#api.list(this.#project, this.#unit, this.#types);
      if (sameObjects(before, now)) return now;
      before = now;
      await rest();
    }
    throw new Error(
      'The list of our objects at the vendor keeps changing: is somebody else applying? Nothing was done.',
    );
  }
}

/** Lists without doubles; pages that shift may show an object twice. */
export function merge(first: readonly LiveObject[], second: readonly LiveObject[]): readonly LiveObject[] {
  return [...new Map([...first, ...second].map((object) => [`${object.type} ${object.id}`, object])).values()];
}

function sameObjects(a: readonly LiveObject[], b: readonly LiveObject[]): boolean {
  const ids = (objects: readonly LiveObject[]): string =>
    [...new Set(objects.map(({ type, id }) => `${type} ${id}`))].sort().join('\n');
  return ids(a) === ids(b);
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pause));
}
