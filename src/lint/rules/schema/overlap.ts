import { defineRule, type AlertSummary } from '../../rule.ts';
import { groupBy } from '../../support/group-by.ts';

export default defineRule({
  id: 'schema/overlap',
  summary: 'One signal pages through one alert only.',
  why: 'Two paging alerts on the same signal with different thresholds both fire in every real outage: the second call of the night says nothing new, and the acknowledgement of the first does not silence it.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    overlap:
      'This pages on the same signal as {other}, with other thresholds: an outage calls twice. Use "warning" and "critical" of one alert, or send one of the two to a channel.',
  },
  examples: {
    bad: [
      {
        application: `
          alerts:
            payments-lost:
              description: Card payments are lost
              priority: P1
              category: errors
              source: { datadog: { metric: { queries: { hits: "sum:payments.lost{env:prod}.as_count()" }, formula: hits, unit: count } } }
              condition: { is: above, critical: 50, over: 5m, reduce: sum, noData: ok }
            payments-lost-slowly:
              description: Few card payments are lost
              priority: P3
              category: errors
              source: { datadog: { metric: { queries: { hits: "sum:payments.lost{env:prod}.as_count()" }, formula: hits, unit: count } } }
              condition: { is: above, critical: 10, over: 1h, reduce: sum, noData: ok }`,
      },
    ],
    good: [
      {
        because: 'The second one is told in the channel.',
        application: `
          alerts:
            payments-lost:
              description: Card payments are lost
              priority: P1
              category: errors
              source: { datadog: { metric: { queries: { hits: "sum:payments.lost{env:prod}.as_count()" }, formula: hits, unit: count } } }
              condition: { is: above, critical: 50, over: 5m, reduce: sum, noData: ok }
            payments-lost-slowly:
              description: Few card payments are lost
              priority: P4
              category: errors
              source: { datadog: { metric: { queries: { hits: "sum:payments.lost{env:prod}.as_count()" }, formula: hits, unit: count } } }
              condition: { is: above, critical: 10, over: 1h, reduce: sum, noData: ok }`,
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      // Several burn rates of one SLO belong together; a heartbeat's source does not say what it is about.
      const paging = catalog.alerts.filter(
        (alert) => alert.pages && alert.slo === undefined && alert.source !== 'statuscake.heartbeat',
      );
      for (const same of groupBy(paging, keyOf).values()) {
        const [first, ...others] = same;
        for (const alert of others) {
          if (!first || alert.fingerprint === first.fingerprint) continue;
          report({
            message: 'overlap',
            location: alert.location,
            subject: `${alert.application}/${alert.id}`,
            data: { other: `${first.application}/${first.id}` },
            related: [{ message: `${first.application}/${first.id}`, location: first.location }],
          });
        }
      }
    },
  },
});

function keyOf(alert: AlertSummary): string {
  return [alert.environment, alert.signal, ...alert.members].join('\n');
}
