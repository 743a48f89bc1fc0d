import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';

/** The folder that holds everything of a checkout that is not a definition. Git ignores it; nobody else may read it. */
export class StateFolder {
  readonly root: string;

  /** @param cwd the folder in which commands run */
  constructor(cwd: string) {
    this.root = path.join(path.resolve(cwd), '.alerts');
  }

  /** The engine's workspace of a unit. */
  workspace(unit: string): string {
    return path.join(this.root, 'work', fileName(unit));
  }

  /** Processes of runs that may still be alive. */
  get processes(): string {
    return path.join(this.root, 'processes');
  }

  /** The embedded backend. */
  get state(): string {
    return path.join(this.root, 'state');
  }

  /** Creates what is missing. */
  async create(): Promise<void> {
    for (const folder of [this.root, this.state, this.processes]) await mkdir(folder, { recursive: true, mode: 0o700 });
    const ignore = path.join(this.root, '.gitignore');
    if (!existsSync(ignore)) await writeFile(ignore, '*\n', { mode: 0o600 });
  }

  /**
   * The passphrase of the embedded backend, made on first use. The engine wants one; no credential ever enters the state, so that it guards
   * little, and is kept beside it.
   */
  async passphrase(): Promise<string> {
    const file = path.join(this.root, 'passphrase');
    try {
      await writeFile(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return (await readFile(file, 'utf8')).trim();
  }
}

/** Unit names are ids joined by a dot; anything else is encoded, so that no name leaves its folder. */
function fileName(unit: string): string {
  return encodeURIComponent(unit).replace(/^\./, '%2E').replaceAll('*', '%2A');
}
