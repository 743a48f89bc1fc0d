import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { gauge, measured } from '../../support/examples.ts';
import { isSource, metricNames, metricQueries, sourcePath, type QueryText } from '../../support/queries.ts';

const seconds = { critical: '800ms', recovery: '600ms' };

export default defineRule({
  id: 'threshold/average-latency',
  summary: 'Latency is judged by a percentile, not by the mean.',
  why: 'A mean of 200 ms can hide that every twentieth customer waits ten seconds, and one slow batch job moves it although no customer waits.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    mean: 'This alert judges latency by its mean, which hides the slow ones: use a percentile such as p95.',
  },
  examples: {
    bad: [
      { alert: gauge(seconds, 'category: latency', 'avg:payments.card.duration{env:${dd}}', 's') },
      {
        alert: measured('datadog: { apm: { service: checkout-api, operation: http.request, measure: avg } }', {
          ...seconds,
          is: 'above',
          over: '10m',
          noData: 'keep',
        }),
      },
    ],
    good: [
      { alert: gauge(seconds, 'category: latency', 'p95:payments.card.duration{env:${dd}}', 's') },
      {
        because: 'the agent computed the percentile',
        alert: gauge(seconds, 'category: latency', 'avg:payments.card.duration.95percentile{env:${dd}}', 's'),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const query = meanOf(alert);
      if (query) context.report({ message: 'mean', at: query.path });
    },
  },
});

function meanOf(alert: ResolvedAlert): Pick<QueryText, 'path'> | undefined {
  const { vendor, fields } = alert.source;
  if (isSource(alert, 'datadog', 'apm'))
    return fields['measure'] === 'avg' ? { path: sourcePath(alert, 'measure') } : undefined;
  if (alert.category !== 'latency') return undefined;
  if (isSource(alert, 'datadog', 'logs') || vendor === 'graylog')
    return String(fields['compute']).startsWith('avg(') ? { path: sourcePath(alert, 'compute') } : undefined;
  return metricQueries(alert).find(
    ({ text }) =>
      /^\s*avg:/.test(text) && !metricNames(text).some((name) => /p\d\d|percentile|median|\.max\b/i.test(name)),
  );
}
