import type { PGlite } from '@electric-sql/pglite';
import type { FixtureTable, SqlResult, SqlTrial } from '../../alert-tests/sql/trial.ts';

/** What the thread begins with. */
export interface SqlThreadData {
  /** The file of PGlite. */
  readonly library: string;
  /** Bytes that PostgreSQL may take. */
  readonly memory: number;
  /** Rows of a result at most. */
  readonly rows: number;
}

/** What the thread says: that it is ready, what an execution came to, and that a trial is over, with the reason if its tables could not be made. */
export type SqlThreadSays =
  { readonly ready: true } | { readonly result: SqlResult } | { readonly done: true; readonly error?: string };

/** The memory of WebAssembly, for which Node has no types. */
interface Grows {
  readonly prototype: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/**
 * A thread with PostgreSQL in it, whose clock is that of a case. It is started from its own text, so that a build and tests have the same, and may
 * refer to nothing of this module. Whatever a query does ends with the thread: there is neither a file, nor a network, nor a process in it.
 * @param load `require` of the thread
 */
export function sqlThread(load: NodeJS.Require): void {
  const { parentPort, workerData } = load('node:worker_threads') as typeof import('node:worker_threads');
  const { library, memory, rows: mostRows } = workerData as SqlThreadData;
  const say = (message: SqlThreadSays): void => parentPort?.postMessage(message);
  const page = 65_536;

  // Everything that PostgreSQL knows of the time comes from here: now(), current_date, clock_timestamp().
  let instant = 0;
  Date.now = () => instant;
  const { Memory } = (globalThis as unknown as { readonly WebAssembly: { readonly Memory: Grows } }).WebAssembly;
  const { grow } = Memory.prototype;
  Memory.prototype.grow = function limited(pages) {
    if (this.buffer.byteLength + pages * page > memory) throw new RangeError('There is no more memory.');
    return grow.call(this, pages);
  };

  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const textOf = (error: unknown): string => String((error as Error).message ?? error).slice(0, 500);

  /** A row is there between its ends: the table of a test is a view, which the clock moves on. */
  const make = async (db: PGlite, { name, columns, rows }: FixtureTable, schemas: Set<string>): Promise<void> => {
    const [table = '', schema = 'public'] = name.split('.').reverse();
    if (!schemas.has(schema)) await db.exec(`create schema ${quoted(schema)}`);
    schemas.add(schema);
    const all = Object.entries(columns);
    const stored = `fixtures.${quoted(name)}`;
    const names = all.map(([column]) => quoted(column)).join(', ');
    const typed = all.map(([column, type]) => `${quoted(column)} ${type}`).join(', ');
    await db.exec(`create table ${stored} ("from ." timestamptz, "until ." timestamptz, ${typed})`);
    const time = (seconds: number | undefined): string | null =>
      seconds === undefined ? null : new Date(instant + seconds * 1000).toISOString();
    const sent = rows.map(({ from, until, values }) => ({ 'from .': time(from), 'until .': time(until), ...values }));
    const read = all.map(([column, type]) => `(r ->> '${column.replaceAll("'", "''")}')::${type}`).join(', ');
    await db.query(
      `insert into ${stored} ("from .", "until .", ${names})
       select (r ->> 'from .')::timestamptz, (r ->> 'until .')::timestamptz, ${read} from jsonb_array_elements($1::jsonb) r`,
      [JSON.stringify(sent)],
    );
    await db.exec(
      `create view ${quoted(schema)}.${quoted(table)} as select ${names} from ${stored}
       where ("from ." is null or "from ." <= now()) and ("until ." is null or "until ." > now())`,
    );
  };

  const plain = (value: unknown): unknown => {
    if (value instanceof Date) return value.toISOString();
    if (typeof value === 'bigint') return String(value);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  };

  const execute = async (db: PGlite, sql: string): Promise<SqlResult> => {
    await db.exec('begin read only');
    try {
      const { rows } = await db.query<Record<string, unknown>>(sql);
      if (rows.length > mostRows) return { error: `It returns more than ${mostRows} rows.` };
      return {
        rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))),
      };
    } catch (error) {
      return { error: textOf(error) };
    } finally {
      await db.exec('rollback');
    }
  };

  const run = async (db: PGlite, { sql, tables, start, times }: SqlTrial): Promise<void> => {
    const schemas = new Set<string>();
    instant = start * 1000;
    try {
      await db.exec('drop schema if exists public, fixtures cascade; create schema public; create schema fixtures');
      schemas.add('public');
      for (const table of tables) await make(db, table, schemas);
    } catch (error) {
      say({ done: true, error: `the tables cannot be made: ${textOf(error)}` });
      return;
    }
    for (const at of times) {
      instant = (start + at) * 1000;
      say({ result: await execute(db, sql) });
    }
    schemas.delete('public');
    for (const schema of schemas) await db.exec(`drop schema ${quoted(schema)} cascade`);
    say({ done: true });
  };

  const { PGlite: Database } = load(library) as typeof import('@electric-sql/pglite');
  void Database.create().then((db) => {
    parentPort?.on('message', (trial: SqlTrial) => void run(db, trial));
    say({ ready: true });
  });
}
