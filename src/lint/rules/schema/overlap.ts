import { defineRule, type AlertSummary } from '../../rule.ts';
import { repeatsOf } from '../../support/group-by.ts';

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
          defaults:
            - set:
                message: Look at the dashboard
                dashboard: https://app.datadoghq.eu/dashboard/abc-def-ghi
                reviewed: 2026-10-01
                runbook: { trigger: Too many failed., resolution: ["If a release is young, run \`make rollback\`."], expectedTime: 15m }
          alerts:
            payments-stuck:
              description: Payments are stuck
              priority: P1
              category: errors
              source: { datadog: { metric: { queries: { stuck: "max:payments.outbox.stuck{env:\${dd}}" }, formula: stuck, unit: count } } }
              condition: { is: above, critical: 50, recovery: 20, over: 10m, reduce: min, noData: keep }
            payments-stuck-slowly:
              description: Few payments are stuck
              priority: P3
              category: errors
              source: { datadog: { metric: { queries: { stuck: "max:payments.outbox.stuck{env:\${dd}}" }, formula: stuck, unit: count } } }
              condition: { is: above, critical: 10, recovery: 5, over: 1h, reduce: min, noData: keep }`,
      },
    ],
    good: [
      {
        because: 'The second one is told in the channel.',
        application: `
          defaults:
            - set:
                message: Look at the dashboard
                dashboard: https://app.datadoghq.eu/dashboard/abc-def-ghi
                reviewed: 2026-10-01
                runbook: { trigger: Too many failed., resolution: ["If a release is young, run \`make rollback\`."], expectedTime: 15m }
          alerts:
            payments-stuck:
              description: Payments are stuck
              priority: P1
              category: errors
              source: { datadog: { metric: { queries: { stuck: "max:payments.outbox.stuck{env:\${dd}}" }, formula: stuck, unit: count } } }
              condition: { is: above, critical: 50, recovery: 20, over: 10m, reduce: min, noData: keep }
            payments-stuck-slowly:
              description: Few payments are stuck
              priority: P4
              category: errors
              source: { datadog: { metric: { queries: { stuck: "max:payments.outbox.stuck{env:\${dd}}" }, formula: stuck, unit: count } } }
              condition: { is: above, critical: 10, recovery: 5, over: 1h, reduce: min, noData: keep }`,
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      // Several burn rates of one SLO belong together; a heartbeat's source does not say what it is about.
      const paging = catalog.alerts.filter(
        (alert) => alert.pages && alert.slo === undefined && alert.source !== 'statuscake.heartbeat',
      );
      for (const { first, other: alert } of repeatsOf(paging, keyOf)) {
        if (alert.fingerprint === first.fingerprint) continue;
        report({
          message: 'overlap',
          location: alert.location,
          subject: `${alert.application}/${alert.id}`,
          data: { other: `${first.application}/${first.id}` },
          related: [{ message: `${first.application}/${first.id}`, location: first.location }],
        });
      }
    },
  },
});

function keyOf(alert: AlertSummary): string {
  return [alert.environment, alert.signal, ...alert.members].join('\n');
}
