import { defineRule, type AlertSummary } from '../../rule.ts';
import { repeatsOf } from '../../support/group-by.ts';

/** Sources whose definition does not say what is watched: every heartbeat looks like every other. */
const nameless = new Set(['statuscake.heartbeat']);

export default defineRule({
  id: 'schema/duplicate-definition',
  summary: 'Two alerts do not measure the same thing with the same thresholds.',
  why: 'Both fire at the same moment, two people are called for one problem, and each believes that the other one is on it. When one of them is tuned, the other stays as it was.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    duplicate:
      'This is the same alert as {other}: same source, same thresholds. Remove one of them, or say in "covers" of one what both watch over.',
  },
  examples: {
    bad: [
      {
        because: 'The copy has another name and another priority, but fires on the same numbers.',
        application: `
          defaults:
            - set:
                message: Look at the dashboard
                dashboard: https://app.datadoghq.eu/dashboard/abc-def-ghi
                reviewed: 2026-10-01
                runbook: { trigger: Too many failed., resolution: ["If a release is young, run \`make rollback\`."], expectedTime: 15m }
          alerts:
            payments-broken:
              description: Customers cannot pay by card
              priority: P2
              category: errors
              source: { datadog: { metric: { queries: { stuck: "max:payments.outbox.stuck{env:\${dd}}" }, formula: stuck, unit: count } } }
              condition: { is: above, critical: 50, recovery: 20, over: 10m, reduce: min, noData: keep }
            payments-stuck:
              description: Payments are stuck
              priority: P1
              category: errors
              source: { datadog: { metric: { queries: { stuck: "max:payments.outbox.stuck{env:\${dd}}" }, formula: stuck, unit: count } } }
              condition: { is: above, critical: 50, recovery: 20, over: 10m, reduce: min, noData: keep }`,
      },
    ],
    good: [
      {
        because: 'Another metric is another problem.',
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
              condition: { is: above, critical: 50, recovery: 20, over: 10m, reduce: min, noData: keep }`,
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      const live = catalog.alerts.filter((alert) => !alert.disabled && !nameless.has(alert.source));
      for (const { first, other: alert } of repeatsOf(live, keyOf))
        report({
          message: 'duplicate',
          location: alert.location,
          subject: `${alert.application}/${alert.id}`,
          data: { other: `${first.application}/${first.id}` },
          related: [{ message: `${first.application}/${first.id}`, location: first.location }],
        });
    },
  },
});

/** Members of a composite are part of what it measures: the same local name is another alert in another application. */
function keyOf(alert: AlertSummary): string {
  return [alert.environment, alert.fingerprint, ...alert.members].join('\n');
}
