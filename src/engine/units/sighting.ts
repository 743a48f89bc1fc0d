import { logicalName } from '../../graph/logical-name.ts';
import type { ResourceNode } from '../../graph/types.ts';
import type { LiveObject } from '../../providers/live.ts';
import type { Intent } from '../journal/journal.ts';
import { vendorOf } from '../../providers/rest-vendor.ts';
import { nameOfUrn } from '../wire/events.ts';
import { merge } from './census.ts';
import type { Unit } from './unit.ts';

/** What was seen of a unit at its vendors before anything is done. */
export class Sighting {
  readonly live: readonly LiveObject[];
  /** Ids of the state that exist no more, although other objects carry their marker. */
  readonly gone: ReadonlySet<string>;
  readonly #unit: Unit;

  private constructor(unit: Unit, live: readonly LiveObject[], gone: ReadonlySet<string>) {
    this.#unit = unit;
    this.live = live;
    this.gone = gone;
  }

  /** Looks long enough to believe that what is not seen is not there. */
  static async of(unit: Unit): Promise<Sighting> {
    const live = await look(unit);
    return new Sighting(unit, live, await findGone(unit, live));
  }

  /** Whether an object was there before this run changed anything. */
  has(object: LiveObject): boolean {
    return this.live.some(({ type, id }) => type === object.type && id === object.id);
  }

  /** Logical names of definitions whose objects are over at the vendor, though the state and the plugin have them. */
  async over(): Promise<ReadonlySet<string>> {
    const listed = new Set(this.live.map(({ type, id }) => `${type} ${id}`));
    const over = new Set<string>();
    for (const { type, name, id } of this.#unit.state?.resources ?? []) {
      const account = this.#unit.accountOf(type);
      if (!account?.provider.ends?.has(type) || !this.#unit.nodeOf(name) || listed.has(`${type} ${id}`)) continue;
      if (!(await account.api.find(type, id))) over.add(name);
    }
    return over;
  }

  /**
   * Live objects that carry this unit's marker though no definition and no state knows them: what is left when the state is lost and a definition
   * is removed meanwhile. An object whose marker names the unit that it has left is defined where it went.
   */
  get orphans(): readonly LiveObject[] {
    const { project, units } = this.#unit.session.options;
    const known = new Set(this.#unit.state?.resources.map(({ type, id }) => `${type} ${id}`));
    const own = new Set(
      this.#unit.nodes.flatMap((node) => this.#unit.keysOf(node).map((key) => `${node.type} ${key}`)),
    );
    const candidates = this.live.filter(
      ({ type, id, key, marker }) =>
        marker?.project === project.uid &&
        marker.unit.toLowerCase() === this.#unit.name.toLowerCase() &&
        !known.has(`${type} ${id}`) &&
        !own.has(`${type} ${key}`),
    );
    if (candidates.length === 0) return [];
    const keyOf = (identity: string, type: string): string =>
      this.#unit.accountOf(type)?.provider.keyOfIdentity?.(identity) ?? identity;
    const defined = units.flatMap(({ identities }) => identities);
    return candidates.filter(({ type, marker }) => !defined.some((one) => keyOf(one, type) === marker?.identity));
  }
}

/** Removes an orphan, if it still is one. */
export async function removeOrphan(unit: Unit, { type, id, marker }: LiveObject): Promise<void> {
  const api = unit.accountOf(type)?.api;
  const live = await api?.find(type, id);
  if (live?.marker?.unit !== marker?.unit || live?.marker?.identity !== marker?.identity) return;
  await api?.remove(type, id);
}

async function look(unit: Unit): Promise<readonly LiveObject[]> {
  let live: readonly LiveObject[] = [];
  for (const [name, account] of unit.accounts) {
    const session = unit.session;
    const census = session.census(account, unit.types, session.listsByUnit ? unit.name : undefined);
    const mine = unit.intents.filter(({ type }) => vendorOf(type) === name);
    if (mine.some(({ kind, answered }) => kind === 'create' && !answered))
      session.options.progress({
        kind: 'step',
        message: `${unit.name}: looking for what an interrupted run may have created (up to 20 s)`,
      });
    const seen = (intent: Intent, objects: readonly LiveObject[]): boolean => {
      const node = unit.nodeOf(nameOfUrn(intent.urn));
      return !node || objects.some(({ type, key }) => type === node.type && key === unit.keysOf(node)[0]);
    };
    live = merge(live, mine.length > 0 ? await census.settle(mine, seen) : await census.objects());
    const missing = missingIn(unit, live).filter(({ type }) => vendorOf(type) === name);
    if (missing.length === 0) continue;
    // What another unit's marker still holds is in the list of the whole project only.
    live = merge(live, await session.census(account, unit.types).confirmed());
    const types = new Set(missingIn(unit, live).map(({ type }) => type));
    if (types.size > 0) live = merge(live, await census.account(types));
  }
  return live;
}

/** Definitions of which neither the state nor the vendor knows an object. */
function missingIn(unit: Unit, live: readonly LiveObject[]): ResourceNode[] {
  const inState = new Set(unit.state?.resources.map(({ name }) => name));
  const keys = new Set(live.map(({ type, key }) => `${type} ${key}`));
  return unit.nodes.filter(
    (node) =>
      ![node.identity, ...node.aliases].some((identity) => inState.has(logicalName(identity))) &&
      !unit.keysOf(node).some((key) => keys.has(`${node.type} ${key}`)),
  );
}

/** Ids of the state that lists lack although other objects carry their marker: do they still exist? */
async function findGone(unit: Unit, live: readonly LiveObject[]): Promise<Set<string>> {
  const gone = new Set<string>();
  const listed = new Set(live.map(({ id }) => id));
  const keys = new Set(live.map(({ type, key }) => `${type} ${key}`));
  for (const entry of unit.state?.resources ?? []) {
    if (listed.has(entry.id)) continue;
    const node = unit.nodeOf(entry.name);
    if (!node || !unit.keysOf(node).some((key) => keys.has(`${node.type} ${key}`))) continue;
    const account = unit.accountOf(entry.type);
    if (account && !(await account.api.find(entry.type, entry.id))) gone.add(entry.id);
  }
  return gone;
}
