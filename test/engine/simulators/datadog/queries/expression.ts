import type { Cursor } from './cursor.ts';

/** What an expression over metrics holds. */
export interface Expression {
  series: number;
  readonly groups: Set<string>;
}

const series = /((?:avg|sum|min|max|count|p\d+(?:\.\d+)?)):\s*([A-Za-z][\w.]*)\s*\{/y;
const number = /\d+\.?\d*(?:[eE][-+]?\d+)?/y;
const call = /([a-z_]\w*)\s*\(/y;
const method = /\.\s*([a-z_]\w*)\s*\(/y;

/** Reads `a + b * c` over series, numbers, functions and brackets; https://docs.datadoghq.com/metrics/#querying-metrics. */
export function parseExpression(cursor: Cursor, found: Expression = { series: 0, groups: new Set() }): Expression {
  do factor(cursor, found);
  while (cursor.take(/[-+*/]/y));
  return found;
}

function factor(cursor: Cursor, found: Expression): void {
  if (cursor.take(/-/y)) return factor(cursor, found);
  if (cursor.take(/\(/y)) {
    parseExpression(cursor, found);
    cursor.need(/\)/y, "')'");
  } else if (cursor.take(series)) {
    found.series += 1;
    scope(cursor);
    groups(cursor, found);
  } else if (cursor.take(call)) {
    parameters(cursor, found);
  } else {
    cursor.need(number, 'a metric such as avg:system.load.1{*}');
  }
  while (cursor.take(method)) parameters(cursor, found);
}

/** What stands between braces: `*`, tags, or a filter with AND, OR and brackets; never nothing. */
function scope(cursor: Cursor): void {
  const [, text = ''] = cursor.need(/([^{}]*)\}/y, 'a scope in braces');
  if (text.trim() === '') cursor.fail('an empty scope');
}

function groups(cursor: Cursor, found: Expression): void {
  if (!cursor.take(/by\s*\{/y)) return;
  const [, keys = ''] = cursor.need(/([^{}]*)\}/y, 'keys in braces');
  for (const key of keys.split(',').map((one) => one.trim())) {
    if (!/^[\w.@:/-]+$/.test(key)) cursor.fail(`'${key}' is not a key to group by`);
    found.groups.add(key);
  }
}

/** Arguments of a function: expressions, quoted texts, names, and `name='value'`. */
function parameters(cursor: Cursor, found: Expression): void {
  if (cursor.take(/\)/y)) return;
  do {
    const named = cursor.take(/[a-z_]\w*\s*=\s*/y);
    if (cursor.take(/'[^']*'|"[^"]*"/y)) continue;
    if (named ? cursor.take(/-?[\w.]+/y) : cursor.take(/[a-z_]\w*(?=\s*[,)])/y)) continue;
    parseExpression(cursor, found);
  } while (cursor.take(/,/y));
  cursor.need(/\)/y, "')'");
}
