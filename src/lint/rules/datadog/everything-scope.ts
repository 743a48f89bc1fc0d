import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { metricQueries } from '../../support/queries.ts';

const full = { critical: '90%', recovery: '80%' };

export default defineRule({
  id: 'datadog/everything-scope',
  summary: 'A metric query has a filter.',
  why: 'A query over {*} also reads what other teams and environments send under the same name: a new sender far away changes your alert.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    everything: 'The query reads every sender of the metric: filter by environment and service.',
  },
  examples: {
    bad: [{ alert: gauge(full, 'environments: [production]', 'max:payments.pool.used{*}') }],
    good: [{ alert: gauge(full) }],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path } of metricQueries(alert))
        if (/\{\s*\*\s*\}/.test(text)) context.report({ message: 'everything', at: path });
    },
  },
});
