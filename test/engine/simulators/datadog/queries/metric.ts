import { type ParsedQuery, invalidQuery, splitComparison } from './comparison.ts';
import { Cursor } from './cursor.ts';
import { parseExpression } from './expression.ts';
import { checkWindow } from './windows.ts';

const change = /(?:change|pct_change)\(\s*(?:avg|sum|min|max)\(last_(\w+)\)\s*,\s*(?:last_(\w+)|(\w+)_ago)\s*\):/y;
const plain = /(?:avg|sum|min|max|last|percentile)\(\s*(?:last_(\w+)|current_1(?:h|d|mo))\s*\):/y;

/** Windows of metric monitors end at a week, of change alerts at two days. */
const longest = { plain: 10080, change: 2880 };

/**
 * `time_aggr(time_window):space_aggr:metric{tags} [by {key}] operator #`, or a formula over `options.variables`.
 * Source: OpenAPI v1, `CreateMonitor`, "Metric Alert Query"; `percentile(…)`: https://docs.datadoghq.com/monitors/types/metric/;
 * `current_…`: …/monitors/configuration/#cumulative-time-windows.
 */
export function parseMetricQuery(query: string): ParsedQuery {
  const { measured, comparison } = splitComparison(query);
  const cursor = new Cursor(measured);
  takeWindow(cursor);
  const found = parseExpression(cursor);
  if (!cursor.done) cursor.fail('unexpected text');
  if (found.series === 0) invalidQuery('no metric');
  const groups = [...found.groups];
  return { comparison, groups, multi: groups.length > 0 };
}

function takeWindow(cursor: Cursor): void {
  const changes = cursor.take(change);
  if (changes) {
    checkWindow(changes[1] ?? '', longest.change);
    return checkWindow(changes[2] ?? changes[3] ?? '', longest.change);
  }
  const [, window] = cursor.need(plain, 'a time aggregation such as avg(last_5m):');
  if (window !== undefined) checkWindow(window, longest.plain);
}

/** Whether a cumulative window is used, for which `options.scheduling_options` says when it starts. */
export function isCumulative(query: string): boolean {
  return /^\s*\w+\(current_/.test(query);
}
