import type { Path } from '../../definitions/source/node.ts';
import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';
import { Refusal } from '../model.ts';
import type { FixtureRow, FixtureTable } from './trial.ts';

type Data = Readonly<Record<string, unknown>>;

/** Rows of a case at most. */
const mostRows = 20_000;

/** Characters of the values of a case at most. */
const mostText = 10_000_000;

/**
 * Reads the tables of a case, and how long it lasts: until the last row has come or gone.
 * @param start seconds since 1970, for the instants in columns of time
 * @throws Refusal at the value that cannot be read
 */
export function readTables(
  written: unknown,
  path: Path,
  start: number,
): { readonly tables: readonly FixtureTable[]; readonly length: Seconds } {
  let count = 0;
  let characters = 0;
  let length = 0;
  const tables = Object.entries(written as Record<string, Data>).map(([name, table]): FixtureTable => {
    const columns = table['columns'] as Readonly<Record<string, string>>;
    const rows = ((table['rows'] ?? []) as readonly Data[]).flatMap((one, index) => {
      const at: Path = [...path, name, 'rows', index];
      const made = rowsOf(one, { columns, start, path: at, room: mostRows - count });
      count += made.length;
      characters += made.length * textLength(made[0]);
      if (characters > mostText) throw new Refusal(`the rows have more than ${mostText} characters`, 'case', at);
      for (const { from = 0, until = 0 } of made) length = Math.max(length, from, until);
      return made;
    });
    return { name, columns, rows };
  });
  return { tables, length };
}

function textLength(row: FixtureRow | undefined): number {
  return Object.entries(row?.values ?? {}).reduce((sum, [name, text]) => sum + name.length + (text?.length ?? 0), 0);
}

interface RowScope {
  readonly columns: Readonly<Record<string, string>>;
  readonly start: number;
  readonly path: Path;
  readonly room: number;
}

/** One row, or several: `{ from, to, every }`, the end excluded. */
function rowsOf(one: Data, scope: RowScope): FixtureRow[] {
  const values = textsOf((one['values'] ?? {}) as Data, scope);
  const until = timeOf(one, 'until', scope);
  const times = timesOf(one, scope);
  if (times.length * Number(one['count'] ?? 1) > scope.room)
    throw new Refusal(`there are more than ${mostRows} rows`, 'case', scope.path);
  return times.flatMap((from) => {
    const row: FixtureRow = {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      values: { ...values, ...instantIn(one, from, scope) },
    };
    return Array.from({ length: Number(one['count'] ?? 1) }, () => row);
  });
}

function timesOf(one: Data, scope: RowScope): (Seconds | undefined)[] {
  const [at, from, to, every] = ['at', 'from', 'to', 'every'].map((key) => timeOf(one, key, scope));
  if (from === undefined && to === undefined && every === undefined) return [at];
  if (at !== undefined || from === undefined || to === undefined || every === undefined || every <= 0)
    throw new Refusal('several rows have "from", "to" and "every"', 'case', scope.path);
  const length = Math.max(0, Math.ceil((to - from) / every));
  if (length > scope.room) throw new Refusal(`there are more than ${mostRows} rows`, 'case', scope.path);
  return Array.from({ length }, (_, index) => from + index * every);
}

/** A time since the start, which may lie before it. */
function timeOf(one: Data, key: string, { path }: RowScope): Seconds | undefined {
  const written = one[key];
  if (written === undefined) return undefined;
  const [, sign = '', text = ''] = /^(-?)(.*)$/.exec(String(written)) ?? [];
  const seconds = parseDuration(text);
  if (seconds === undefined)
    throw new Refusal(`"${String(written)}" is no time since the start, such as 5m or -1h`, 'case', [...path, key]);
  return sign === '-' ? -seconds : seconds;
}

/** The instant at which a row comes, in the column that `time` names. */
function instantIn(one: Data, from: Seconds | undefined, { columns, start, path }: RowScope): Record<string, string> {
  const column = one['time'];
  if (column === undefined) return {};
  if (from === undefined)
    throw new Refusal('"time" needs "at", or "from", "to" and "every"', 'case', [...path, 'time']);
  knownColumn(String(column), columns, [...path, 'time']);
  return { [String(column)]: new Date((start + from) * 1000).toISOString() };
}

function textsOf(values: Data, { columns, path }: RowScope): Record<string, string | null> {
  const texts: Record<string, string | null> = {};
  for (const [column, value] of Object.entries(values)) {
    knownColumn(column, columns, [...path, 'values', column]);
    texts[column] = value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return texts;
}

function knownColumn(column: string, columns: Readonly<Record<string, string>>, path: Path): void {
  if (column in columns) return;
  throw new Refusal(`the table has no column "${column}": it has ${Object.keys(columns).join(', ')}`, 'case', path);
}
