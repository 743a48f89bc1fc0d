import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Texts by key, each written as a whole or not at all. A key is a path with `/`. */
export interface TextStore {
  /** A key as messages name it: a path, a URL. */
  nameOf(key: string): string;
  /** All keys that begin with a prefix, which ends with `/`; sorted. */
  list(prefix: string): Promise<readonly string[]>;
  /**
   * Undefined when there is none.
   * @throws StoreError
   */
  read(key: string): Promise<string | undefined>;
  write(key: string, text: string): Promise<void>;
  /** Writes a text unless there is one already. */
  create(key: string, text: string): Promise<void>;
  /** What is not there is gone already. */
  remove(key: string): Promise<void>;
  /** A text that grows. It may be kept as several, `key` with what tells one from the other before its extension; sorted they are in order. */
  appender(key: string): TextAppender;
}

/** Adds to a text that grows; there is none before the first addition. */
export interface TextAppender {
  /** Resolves when the addition outlives everything that may happen to this process and its machine. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

/** A store that cannot be read or written; the message names the text and says what to do. */
export class StoreError extends Error {}

/** A folder whose files only its owner can read. */
export class FolderStore implements TextStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  nameOf(key: string): string {
    return path.join(this.#root, ...key.split('/'));
  }

  async list(prefix: string): Promise<readonly string[]> {
    const entries = await readFolder(this.nameOf(prefix));
    const keys = await Promise.all(
      entries.map(({ name, isFolder }) => (isFolder ? this.list(`${prefix}${name}/`) : [`${prefix}${name}`])),
    );
    return keys.flat().sort();
  }

  async read(key: string): Promise<string | undefined> {
    const file = this.nameOf(key);
    try {
      if (!(await lstat(file)).isFile()) throw new StoreError(`${file}:1:1: This is not a regular file.`);
      return await readFile(file, 'utf8');
    } catch (error) {
      return unlessMissing(error, undefined);
    }
  }

  async write(key: string, text: string): Promise<void> {
    const file = this.nameOf(key);
    const draft = `${file}.${process.pid}.${randomBytes(3).toString('hex')}.new`;
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      await writeSynced(draft, text);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async create(key: string, text: string): Promise<void> {
    await mkdir(path.dirname(this.nameOf(key)), { recursive: true, mode: 0o700 });
    try {
      await writeSynced(this.nameOf(key), text);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.nameOf(key), { force: true });
  }

  appender(key: string): TextAppender {
    const file = this.nameOf(key);
    let handle: FileHandle | undefined;
    return {
      append: async (text) => {
        if (!handle) {
          await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
          handle = await open(file, 'a', 0o600);
        }
        await handle.appendFile(text);
        await handle.datasync();
      },
      close: async () => handle?.close(),
    };
  }
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readFolder(folder: string): Promise<{ readonly name: string; readonly isFolder: boolean }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  } catch (error) {
    return unlessMissing(error, []);
  }
}

function unlessMissing<T>(error: unknown, missing: T): T {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing;
  throw error;
}
