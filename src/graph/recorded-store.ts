import { openRecordedUnit, RecordedGraphError, type RecordedUnitFile } from './parse-recorded.ts';
import type { RecordedUnit } from './recorded-graph.ts';
import { serialiseRecordedUnit } from './serialise-recorded.ts';
import type { TextStore } from './text-store.ts';

const folder = 'graph/';

/** Reads under way at a time: a bucket answers each in tens of milliseconds. */
const readsAtATime = 16;

/** The recorded graphs of a project, one text per unit: `graph/<unit>.json` of a store. */
export class RecordedGraphs {
  readonly #store: TextStore;

  constructor(store: TextStore) {
    this.#store = store;
  }

  /**
   * All recorded units, sorted by name; none when nothing was ever applied.
   * @throws RecordedGraphError, StoreError when one cannot be used
   */
  async read(): Promise<readonly RecordedUnitFile[]> {
    const keys = (await this.#store.list(folder)).filter((key) => /^[^/]+\.json$/.test(key.slice(folder.length)));
    const units: (RecordedUnitFile | undefined)[] = [];
    for (let at = 0; at < keys.length; at += readsAtATime)
      units.push(...(await Promise.all(keys.slice(at, at + readsAtATime).map((key) => this.#open(key)))));
    return units.filter((unit) => unit !== undefined);
  }

  /** The record of one unit; undefined when there is none. */
  async readUnit(unit: string): Promise<RecordedUnitFile | undefined> {
    return this.#open(keyOf(unit));
  }

  /** Replaces the record of one unit, entirely or not at all. */
  async write(unit: RecordedUnit): Promise<void> {
    await this.#store.write(keyOf(unit.unit), serialiseRecordedUnit(unit));
  }

  /** Removes the record of a unit of which nothing is left. */
  async remove(unit: string): Promise<void> {
    await this.#store.remove(keyOf(unit));
  }

  async #open(key: string): Promise<RecordedUnitFile | undefined> {
    const text = await this.#store.read(key);
    if (text === undefined) return undefined;
    const name = this.#store.nameOf(key);
    const unit = openRecordedUnit(text, name);
    if (keyOf(unit.header.unit) === key) return unit;
    const reason = `This is the record of the unit "${unit.header.unit}", under the name of another.`;
    throw new RecordedGraphError(name, { line: 1, column: 1 }, reason);
  }
}

/** Unit names are ids joined by a dot; anything else is encoded, so that no name leaves the folder or hides in it. */
function keyOf(unit: string): string {
  return `${folder}${encodeURIComponent(unit).replace(/^\./, '%2E').replaceAll('*', '%2A')}.json`;
}
