import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'schema/escape-hatch',
  summary: 'An alert uses a typed source, not the raw passthrough of a vendor.',
  why: 'Nothing in a raw definition is understood: it cannot be tested, its thresholds and groups are not checked, and it cannot move to another vendor.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    raw: 'This source is passed to {vendor} as it is, so no rule and no test understands it. Use a typed source, or suppress this with the reason why there is none.',
  },
  examples: {
    bad: [
      {
        alert: `
          groups: null
          message: Card payments fail
          condition: null
          overrides: null
          source:
            datadog:
              raw: { type: query alert, query: "sum(last_5m):sum:payments.lost{env:\${dd}} > 100", options: {} }`,
      },
    ],
    good: [{ because: 'The standard alert has a typed source.' }],
  },
  visit: {
    alert(alert, context) {
      if (alert.source.type !== 'raw') return;
      const { vendor } = alert.source;
      context.report({ message: 'raw', at: ['source', vendor, 'raw'], key: true, data: { vendor } });
    },
  },
});
