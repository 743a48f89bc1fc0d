import type { Seconds } from '../../definitions/values/duration.ts';
import { Questions } from '../questions.ts';

/** Rows of a table while they are there; absent ends are open. Seconds since the start of the case. */
export interface FixtureRow {
  readonly from?: Seconds;
  /** Not included. */
  readonly until?: Seconds;
  /** By column; texts are what PostgreSQL makes of them in the type of the column. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** A table of a test. */
export interface FixtureTable {
  /** `signatures`, or `sales.signatures`. */
  readonly name: string;
  /** Type by column, in their order. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly FixtureRow[];
}

/** What PostgreSQL is asked: a query at several instants, each of which is `now()`. */
export interface SqlTrial {
  readonly sql: string;
  readonly tables: readonly FixtureTable[];
  /** Seconds since 1970 at the start of the case. */
  readonly start: number;
  /** Seconds since the start, ascending. */
  readonly times: readonly Seconds[];
}

/** What an execution came to. */
export type SqlResult = { readonly rows: readonly Readonly<Record<string, unknown>>[] } | { readonly error: string };

/** One result for each instant, or why there are none. */
export type SqlAnswer = { readonly results: readonly SqlResult[] } | { readonly error: string };

/** Questions to PostgreSQL and its answers. */
export class SqlTrials extends Questions<SqlTrial, SqlAnswer> {}
