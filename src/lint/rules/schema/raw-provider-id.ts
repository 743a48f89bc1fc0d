import { defineRule } from '../../rule.ts';
import { eachText } from '../../support/scalars.ts';
import { nodeAt } from '../../../definitions/source/node.ts';

/** `12345 && 67890` of a composite, `error_budget("0123…")` of an SLO alert. */
const monitorIds = /^[\s(!]*\d{4,}\s*\)*\s*(&&|\|\|)|(&&|\|\|)\s*[\s(!]*\d{4,}\b/;
const sloId = /\b(error_budget|burn_rate)\(\s*"[0-9a-f]{32}"/;

export default defineRule({
  id: 'schema/raw-provider-id',
  summary: 'Other monitors and SLOs are named by their id in the code, not by the number that a vendor gave them.',
  why: 'The vendor gives a new number when a monitor is created again, in another environment or after a restore. A composite that names the old one never evaluates again, and nobody hears of it.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    monitor:
      'The query names monitors by the vendor\'s numbers. Use "source: { datadog: { composite: { members, formula } } }" with the alerts\' ids.',
    slo: 'The query names an SLO by the vendor\'s id. Use "source: { slo: ID }" with the id of the OpenSLO document.',
  },
  examples: {
    bad: [
      {
        alert: `
          groups: null
          message: Both acquirers fail
          condition: null
          source:
            datadog:
              metric: null
              raw: { type: composite, query: "1234567 && 7654321", options: {} }`,
      },
    ],
    good: [
      { because: 'A threshold is no id.', alert: 'condition: { critical: 12345 }' },
      {
        alert: `
          groups: null
          message: Card payments fail
          condition: null
          source:
            datadog:
              metric: null
              raw: { type: query alert, query: "sum(last_5m):sum:payments.lost{env:prod} > 100000", options: {} }`,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const source = nodeAt(alert.root, ['source']);
      if (!source) return;
      eachText(source, (text, node) => {
        if (sloId.test(text)) context.report({ message: 'slo', at: node });
        else if (monitorIds.test(text)) context.report({ message: 'monitor', at: node });
      });
    },
  },
});
