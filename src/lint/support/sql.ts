/** What can be said of a SQL query without running it. What is no SQL at all counts as fine. */
export interface SqlShape {
  /** Aggregates without grouping, or selects without a table: there is exactly one row. */
  readonly oneRow: boolean;
  /** The order of the rows is decided. */
  readonly ordered: boolean;
}

/** Judges the outermost statement of a query: what subqueries return does not decide how many rows there are. */
export function shapeOfSql(sql: string): SqlShape {
  const outer = withoutSubqueries(sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, ' ').replace(/'(?:[^']|'')*'/g, "''"));
  const branches = outer.split(/\bunion\b/i);
  return { oneRow: branches.some(isOneRow), ordered: /\border\s+by\b/i.test(outer) || !/\bselect\b/i.test(outer) };
}

const aggregate =
  /\b(count|sum|avg|min|max|bool_or|bool_and|every|string_agg|array_agg|percentile_cont|percentile_disc|stddev|variance|any_value|approx_distinct|countif|uniq)\s*\(/i;

function isOneRow(statement: string): boolean {
  if (/\b(group\s+by|having)\b/i.test(statement)) return false;
  const select = /\bselect\b([^]*?)(\bfrom\b|$)/i.exec(statement);
  if (!select) return true;
  const [, columns = '', from] = select;
  if (!from) return !/\bwhere\b/i.test(statement);
  return aggregate.test(columns) && !/\)\s*over\b/i.test(columns);
}

/** A parenthesis longer than this is no argument list that anybody reads. */
const longest = 2000;

/** The text with every parenthesis that holds a SELECT emptied. */
function withoutSubqueries(sql: string): string {
  const open: string[] = [''];
  for (const part of sql.split(/([()])/)) {
    if (part === '(') open.push('');
    else if (part === ')' && open.length > 1) {
      const inner = open.pop() ?? '';
      const kept = inner.length > longest || /\bselect\b/i.test(inner) ? '' : inner;
      open[open.length - 1] += `(${kept})`;
    } else open[open.length - 1] += part;
  }
  return open.join(' ');
}
