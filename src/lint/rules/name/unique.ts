import { defineRule } from '../../rule.ts';
import { groupBy } from '../../support/group-by.ts';

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
      for (const same of groupBy(
        catalog.alerts,
        (alert) => `${alert.environment}\n${alert.title.toLowerCase()}`,
      ).values()) {
        const [first, ...others] = same;
        for (const alert of others) {
          if (!first) continue;
          const other = `${first.application}/${first.id}`;
          report({
            message: 'same',
            location: alert.location,
            subject: `${alert.application}/${alert.id}`,
            data: { title: alert.title.replace(` [${alert.environment}]`, ''), other },
            related: [{ message: other, location: first.location }],
          });
        }
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
