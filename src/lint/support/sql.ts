/** What can be said of a SQL query without running it. What is no SQL at all counts as fine. */
export interface SqlShape {
  /** Aggregates without grouping, or selects without a table: there is exactly one row. */
  readonly oneRow: boolean;
  /** The order of the rows is decided. */
  readonly ordered: boolean;
}

/** Judges the outermost statement of a query: what subqueries return does not decide how many rows there are. */
export function shapeOfSql(sql: string): SqlShape {
  const outer = withoutSubqueries(withoutNoise(sql));
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

/**
 * Names of the columns that the outermost statement returns, in lower case; undefined where they cannot be told from the text (`*`, an
 * expression without a name).
 */
export function columnsOfSql(sql: string): ReadonlySet<string> | undefined {
  const list = selectList(withoutSubqueries(withoutNoise(sql)));
  const names = list?.map(nameOf);
  if (!names || names.some((name) => name === undefined)) return undefined;
  return new Set(names.map((name) => String(name).toLowerCase()));
}

/** Comments and the content of texts taken away. */
function withoutNoise(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[^]*?\*\//g, ' ').replace(/'(?:[^']|'')*'/g, "''");
}

/** Items between the first SELECT outside of parentheses and what ends its list. */
function selectList(outer: string): string[] | undefined {
  const items: string[] = [];
  let depth = 0;
  let item: string | undefined;
  for (const [token] of outer.matchAll(/"[^"]*"|\w+|\s+|[^]/g)) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    const ends = depth === 0 && /^(from|where|union|group|having|order|limit|window|;)$/i.test(token);
    if (item !== undefined && ends) break;
    if (depth === 0 && token === ',' && item !== undefined) {
      items.push(item);
      item = '';
    } else if (item !== undefined) item += token;
    else if (depth === 0 && /^select$/i.test(token)) item = '';
  }
  return item === undefined ? undefined : [...items, item];
}

/** The name of one item: its alias, its column, or its function. */
function nameOf(item: string): string | undefined {
  const text = item.trim().replace(/^distinct\s+/i, '');
  const alias = /(?:\sas|[\w)"'\]])\s+(?:"([^"]+)"|(\w+))$/i.exec(text);
  if (alias && !/^end$/i.test(alias[2] ?? '')) return alias[1] ?? alias[2];
  const column = /^(?:(?:\w+|"[^"]+")\.)*(?:"([^"]+)"|([A-Za-z_]\w*))$/.exec(text);
  return column?.[1] ?? column?.[2] ?? /^([A-Za-z_]\w*)\s*\([^()]*\)$/.exec(text)?.[1];
}
