import { defineRule, type AlertSummary } from '../../rule.ts';
import { groupBy } from '../../support/group-by.ts';

const most = 5;

export default defineRule({
  id: 'runbook/shared-too-widely',
  summary: `One runbook serves at most ${most} alerts.`,
  why: 'A page that is right for twenty alerts says nothing about any of them: its reader still has to find out what to do.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    shared: `The runbook {file} serves {count} alerts (${most} at most). Write what is particular to each, and link to the common part.`,
  },
  examples: {
    bad: [{ application: alerts(6), files: runbook() }],
    good: [{ application: alerts(4), files: runbook() }],
  },
  visit: {
    catalog(catalog, report) {
      for (const [file, sharing] of groupBy(catalog.alerts, (alert) => alert.runbookFile)) {
        // An alert of a template is one text, however many applications use it.
        const distinct = [...groupBy(sharing, originOf).values()];
        const last = distinct[most]?.[0];
        if (!last) continue;
        report({
          message: 'shared',
          location: last.location,
          subject: `${last.application}/${last.id}`,
          data: { file, count: distinct.length },
        });
      }
    },
  },
});

function originOf(alert: AlertSummary): string {
  const last = alert.id.split('.').at(-1) ?? alert.id;
  return alert.template === undefined ? `${alert.application}/${alert.id}` : `${alert.template} ${last}`;
}

function alerts(count: number): string {
  const one = (index: number): string => `
      step-${index}:
        description: Step ${index} of the checkout fails
        priority: P4
        source: { datadog: { metric: { queries: { failed: "sum:checkout.step${index}{env:\${dd}}.as_count()" }, formula: failed, unit: count } } }
        condition: { is: above, critical: 10, over: 5m, reduce: sum, noData: ok }
        runbook: ./checkout.md`;
  return `
    alerts:${Array.from({ length: count }, (_, index) => one(index + 1)).join('')}`;
}

function runbook(): Record<string, string> {
  return {
    'payments/checkout.md':
      '## Trigger\n\nA step fails.\n\n## Resolution\n\n1. Run `make rollback`.\n\n## Expected time\n\n15m\n',
  };
}
