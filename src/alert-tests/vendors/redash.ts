import { breaches } from '../datadog/thresholds.ts';
import type { Telling } from '../notices.ts';
import { Refusal, type Evaluation, type ResultSet, type State, type Subject, type Track } from '../model.ts';

/**
 * A Redash alert at each execution of its query: no rows, no column, no value or no number is "unknown". A failed execution checks nothing.
 * getredash/redash, redash/models/__init__.py (Alert.evaluate, next_state)
 */
export function evaluateRedash({ alert }: Subject, executions: readonly ResultSet[]): Track[] {
  const { condition } = alert;
  if (condition.kind !== 'measurement' || condition.critical === undefined)
    throw new Refusal('the condition has no critical threshold', 'alert', ['condition']);
  const { is, critical } = condition;
  const column = String(alert.source.fields['column']);
  const selector = String(alert.source.fields['selector'] ?? 'first');
  const evaluations = executions
    .filter(({ failed }) => !failed)
    .map(({ at, rows }): Evaluation => {
      const value = selected(rows, column, selector);
      if (value === undefined) return { at, state: 'no-data' };
      const state: State = triggers(is, value, critical) ? 'alert' : 'ok';
      return { at, state, ...(typeof value === 'number' ? { value } : {}) };
    });
  return [{ group: {}, evaluations }];
}

/**
 * How Redash tells: the same destinations of each state, and again when more than `rearm` has passed, for as long as the value is bad.
 * redash/tasks/alerts.py, should_notify and check_alerts_for_query
 */
export function redashTelling({ alert }: Subject): Telling {
  const { critical } = alert.notify;
  const every = alert.renotify?.every;
  return {
    alert: { ...alert, notify: { ...alert.notify, noData: critical, recovery: critical } },
    tellsNoData: true,
    silentAfterNoData: true,
    ...(every === undefined ? {} : { repeat: { every: every + 1, states: ['alert'] } }),
  };
}

function selected(rows: ResultSet['rows'], column: string, selector: string): number | string | undefined {
  const [first] = rows;
  if (!first || !(column in first)) return undefined;
  if (selector === 'first') return readValue(first[column]);
  const numbers = rows.map((row) => readValue(row[column]));
  if (numbers.some((value) => typeof value !== 'number')) return undefined;
  return selector === 'max' ? Math.max(...(numbers as number[])) : Math.min(...(numbers as number[]));
}

/** Numbers, also as text; booleans as `true` and `false`; nothing for null. */
function readValue(value: unknown): number | string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return String(value);
  const text = String(value).trim();
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : String(value);
}

/** What is no number is compared as text. */
function triggers(is: Parameters<typeof breaches>[0], value: number | string, critical: number): boolean {
  if (typeof value === 'number') return breaches(is, value, critical);
  const limit = String(critical);
  return breaches(is, value > limit ? 1 : value < limit ? -1 : 0, 0);
}
