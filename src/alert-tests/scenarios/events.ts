import type { ResolvedAlert } from '../../definitions/types.ts';

/** Whether an alert adds up events over its window: logs (or how many of them differ), events, and one counted metric. */
export function countsEvents({ source }: ResolvedAlert): boolean {
  const { vendor, type, fields } = source;
  if (type === 'logs' || vendor === 'graylog') return /^(count|unique)/.test(String(fields['compute'] ?? 'count'));
  if (vendor !== 'datadog') return false;
  if (type === 'event') return true;
  if (type === 'apm') return fields['measure'] === 'hits' || fields['measure'] === 'errors';
  const queries = Object.values((fields['queries'] ?? {}) as Readonly<Record<string, unknown>>);
  return queries.length === 1 && String(queries[0]).includes('.as_count()');
}

/** Why sparse events say nothing: one is meant to fire the alert, or so few come and go by themselves. */
export function tooFewEvents(alert: ResolvedAlert, most: number): string | undefined {
  const { condition } = alert;
  if (!countsEvents(alert) || condition.kind !== 'measurement' || firesLow(alert)) return undefined;
  if ((condition.critical ?? 0) > most) return undefined;
  return most <= 1 ? 'a single event is meant to fire it' : 'so few events come and go by themselves';
}

/** Whether low values fire. */
export function firesLow({ condition }: ResolvedAlert): boolean {
  return condition.kind === 'measurement' && (condition.is === 'below' || condition.is === 'at-most');
}
