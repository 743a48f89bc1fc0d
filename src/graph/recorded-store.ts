import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { openRecordedUnit, RecordedGraphError, type RecordedUnitFile } from './parse-recorded.ts';
import type { RecordedUnit } from './recorded-graph.ts';
import { serialiseRecordedUnit } from './serialise-recorded.ts';

/** Where recorded graphs live. */
export interface RecordedGraphStore {
  /**
   * All recorded units, sorted by name; none when nothing was ever applied.
   * @throws RecordedGraphError when one cannot be used
   */
  read(): Promise<readonly RecordedUnitFile[]>;
  /** Replaces the record of one unit, entirely or not at all. */
  write(unit: RecordedUnit): Promise<void>;
  /** Removes the record of a unit of which nothing is left. */
  remove(unit: string): Promise<void>;
}

/** The embedded store: `<root>/.alerts/graph/<unit>.json`, readable by its owner only. */
export class FileGraphStore implements RecordedGraphStore {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = path.join(root, '.alerts', 'graph');
  }

  async read(): Promise<readonly RecordedUnitFile[]> {
    const names = (await entries(this.#folder)).filter((name) => name.endsWith('.json')).sort();
    const units: RecordedUnitFile[] = [];
    for (const name of names) {
      const file = path.join(this.#folder, name);
      if (!(await lstat(file)).isFile()) throw damaged(file, 'This is not a regular file.');
      const unit = openRecordedUnit(await readFile(file, 'utf8'), file);
      if (fileName(unit.header.unit) !== name)
        throw damaged(file, `This is the record of the unit "${unit.header.unit}", under the name of another.`);
      units.push(unit);
    }
    return units;
  }

  async remove(unit: string): Promise<void> {
    await rm(path.join(this.#folder, fileName(unit)), { force: true });
  }

  async write(unit: RecordedUnit): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.#folder, fileName(unit.unit));
    const draft = `${file}.${process.pid}.new`;
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(serialiseRecordedUnit(unit));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

/** Unit names are ids joined by a dot; anything else is encoded, so that no name leaves the folder or hides in it. */
function fileName(unit: string): string {
  return `${encodeURIComponent(unit).replace(/^\./, '%2E').replaceAll('*', '%2A')}.json`;
}

async function entries(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function damaged(file: string, reason: string): RecordedGraphError {
  return new RecordedGraphError(file, { line: 1, column: 1 }, reason);
}
