/** What can be said of a SQL query without running it. */
export interface SqlShape {
  /** Aggregates without grouping, or selects without a table: there is exactly one row. */
  readonly oneRow: boolean;
  /** The order of the rows is decided. */
  readonly ordered: boolean;
}

/** Judges the outermost statement of a query: what stands in parentheses does not decide how many rows there are. */
export function shapeOfSql(sql: string): SqlShape {
  const outer = outermost(sql);
  const branches = outer.split(/\bunion\b(?:\s+all\b)?/i);
  return { oneRow: branches.some(isOneRow), ordered: /\border\s+by\b/i.test(outer) };
}

const aggregate =
  /\b(count|sum|avg|min|max|bool_or|bool_and|every|string_agg|array_agg|percentile_cont|percentile_disc|stddev|variance|any_value|approx_distinct)\s*\(\s*\)/i;

function isOneRow(statement: string): boolean {
  if (/\b(group\s+by|having)\b/i.test(statement)) return false;
  const select = /\bselect\b([^]*?)(\bfrom\b|$)/i.exec(statement);
  if (!select) return false;
  if (!select[2]) return !/\bwhere\b/i.test(statement);
  return aggregate.test(select[1] ?? '') && !/\)\s*over\b/i.test(select[1] ?? '');
}

/** The text without strings, comments and everything within parentheses; of `coalesce(sum(x), 0)` the `sum()` stays visible. */
function outermost(sql: string): string {
  const plain = sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, ' ').replace(/'(?:[^']|'')*'/g, "''");
  let text = plain;
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/\(([^()]+)\)/g, (_, inner: string) => {
      const call = /\bselect\b/i.test(inner) ? null : /\b\w+\s*\(\s*\)/.exec(inner);
      return call && aggregate.test(call[0]) ? `() + ${call[0]}` : '()';
    });
  }
  return text;
}
