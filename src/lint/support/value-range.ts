import type { ResolvedAlert } from '../../definitions/types.ts';
import { countsEvents, isCounted, isRatioOfEvents, isSource, metricNames, metricQueries } from './queries.ts';

/** A part of a whole: the same metric above and below the line, or errors by requests. */
export function isShare(alert: ResolvedAlert): boolean {
  if (isSource(alert, 'datadog', 'apm')) return alert.source.fields['measure'] === 'error-rate';
  if (!isRatioOfEvents(alert)) return false;
  const names = new Set(metricQueries(alert).flatMap((query) => metricNames(query.text)));
  return names.size === 1 || alert.category === 'errors' || alert.category === 'availability';
}

/** Whether the value is a number of things or a time, which is never below zero. */
export function isNeverNegative(alert: ResolvedAlert): boolean {
  const { vendor, type } = alert.source;
  if (countsEvents(alert) || vendor === 'rabbitmq') return true;
  if (vendor === 'datadog' && type === 'apm') return true;
  const queries = metricQueries(alert);
  return (
    queries.length > 0 &&
    !/-/.test(String(alert.source.fields['formula'])) &&
    queries.every(({ text }) => isCounted(text))
  );
}
