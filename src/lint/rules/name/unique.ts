import { defineRule, type AlertSummary } from '../../rule.ts';
import { repeatsOf } from '../../support/group-by.ts';

export default defineRule({
  id: 'name/unique',
  summary: 'No two alerts of an environment have the same title.',
  why: 'In the call nobody can say which of the two is meant, and what a vendor can only match by name is adopted twice.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    same: 'The title "{title}" is that of {other} too. Say in the description what is different.',
  },
  examples: {
    bad: [{ application: more('Card payments fail') }],
    good: [{ application: more('Refunds fail') }],
  },
  visit: {
    catalog(catalog, report) {
      const titleOf = (alert: AlertSummary): string => `${alert.environment}\n${alert.title.toLowerCase()}`;
      for (const { first, other: alert } of repeatsOf(catalog.alerts, titleOf)) {
        const other = `${first.application}/${first.id}`;
        report({
          message: 'same',
          location: alert.location,
          subject: `${alert.application}/${alert.id}`,
          data: { title: alert.title.replace(` [${alert.environment}]`, ''), other },
          related: [{ message: other, location: first.location }],
        });
      }
    },
  },
});

function more(description: string): string {
  return `
    alerts:
      second:
        description: ${description}
        priority: P4
        groups: { by: [acquirer] }
        source: { datadog: { metric: { queries: { failed: "sum:refunds.failed{env:\${dd}}.as_count()" }, formula: failed, unit: count } } }
        condition: { is: above, critical: 10, over: 5m, reduce: sum, noData: ok }`;
}
