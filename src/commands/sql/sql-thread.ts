import type { PGlite } from '@electric-sql/pglite';
import type { FixtureTable, SqlResult, SqlTrial } from '../../alert-tests/sql/trial.ts';

/** What the thread begins with. */
export interface SqlThreadData {
  /** The file of PGlite. */
  readonly library: string;
  /** The file that answers with the data of a fresh PostgreSQL: making it is three quarters of a start. */
  readonly freshData: string;
  /** Bytes that PostgreSQL may take. */
  readonly memory: number;
  /** Rows of a result at most. */
  readonly rows: number;
  /** Characters of a result at most, as JSON. */
  readonly text: number;
}

/**
 * What the thread says: that it is ready, what an execution came to and how many characters that has, and that a trial is over, with the reason if
 * its tables could not be made.
 */
export type SqlThreadSays =
  | { readonly ready: true }
  | { readonly result: SqlResult; readonly size: number }
  | { readonly done: true; readonly error?: string };

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
  const { library, freshData, memory, rows: mostRows, text: mostText } = workerData as SqlThreadData;
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

  /**
   * One execution. A cursor is for nothing but queries: COPY, which writes over the files of the database itself, DO, PREPARE and SET, all of
   * which a read-only transaction lets pass, would reach the tests that follow.
   */
  const execute = async (db: PGlite, sql: string): Promise<SqlResult> => {
    await db.exec('begin read only; set local cursor_tuple_fraction = 1');
    try {
      await db.query(`declare answer no scroll cursor for ${sql}`);
      const { rows } = await db.query<Record<string, unknown>>(`fetch forward ${mostRows + 1} from answer`);
      if (rows.length > mostRows) return { error: `It returns more than ${mostRows} rows.` };
      return {
        rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))),
      };
    } catch (error) {
      const isSyntax = (error as { readonly code?: string }).code === '42601';
      return { error: isSyntax ? await reasonOfSyntax(db, sql, textOf(error)) : textOf(error) };
    } finally {
      await db.exec('rollback');
    }
  };

  /** What PostgreSQL says of the text alone; where it likes that, it is another statement than a query. */
  const reasonOfSyntax = async (db: PGlite, sql: string, said: string): Promise<string> => {
    await db.exec('rollback');
    try {
      await db.describeQuery(sql);
      return `${said}: it is no query, which only reads (SELECT, WITH, VALUES, TABLE)`;
    } catch (error) {
      return textOf(error);
    }
  };

  const clean = (schemas: Iterable<string>): string =>
    ['public', 'fixtures', ...schemas].map((schema) => `drop schema if exists ${quoted(schema)} cascade;`).join(' ');

  const run = async (db: PGlite, { sql, tables, start, times }: SqlTrial): Promise<void> => {
    const schemas = new Set(['public']);
    let reason: string | undefined;
    instant = start * 1000;
    try {
      await db.exec(`create schema public; create schema fixtures; select setseed(0)`);
      for (const table of tables) await make(db, table, schemas);
      for (const at of times) {
        instant = (start + at) * 1000;
        const result = await execute(db, sql);
        const size = JSON.stringify(result).length;
        if (size <= mostText) say({ result, size });
        else say({ result: { error: `It returns more than ${mostText} characters.` }, size: 0 });
      }
    } catch (error) {
      reason = `the tables cannot be made: ${textOf(error)}`;
    }
    await db.exec(clean(schemas));
    say({ done: true, ...(reason === undefined ? {} : { error: reason }) });
  };

  const { PGlite: Database } = load(library) as typeof import('@electric-sql/pglite');
  const { dataDir } = load(freshData) as typeof import('@electric-sql/pglite-prepopulatedfs');
  const begin = async (): Promise<void> => {
    const db = await Database.create({ loadDataDir: await dataDir() });
    await db.exec('drop schema public');
    parentPort?.on('message', (trial: SqlTrial) => void run(db, trial));
    say({ ready: true });
  };
  void begin();
}
