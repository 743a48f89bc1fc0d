import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { metricQueries } from '../../support/queries.ts';

const full = { critical: '90%', recovery: '80%' };
const query = 'max:payments.pool.used{env:${dd}}.rollup(max, 60)';

export default defineRule({
  id: 'datadog/rollup-in-monitor',
  summary: 'The query of an alert has no rollup of its own.',
  why: 'Datadog aligns rollups to the clock, not to the window: the newest bucket is always partly filled, and the alert compares it as if it were whole.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    rollup:
      '"{rollup}" makes buckets that the window cuts in two: leave it out, the condition\'s "over" and "reduce" do the same.',
  },
  examples: {
    bad: [{ alert: gauge(full, '', query) }],
    good: [
      { alert: gauge(full) },
      { because: 'the delay waits for the bucket', alert: gauge({ ...full, delay: '2m' }, '', query) },
    ],
  },
  visit: {
    alert(alert, context) {
      const delay = 'delay' in alert.condition ? (alert.condition.delay ?? 0) : 0;
      for (const { text, path } of metricQueries(alert)) {
        const match = /\.rollup\(\s*(?:\w+\s*,\s*)?(\d+)\s*\)/.exec(text);
        if (match && delay < Number(match[1]))
          context.report({ message: 'rollup', at: path, data: { rollup: match[0].slice(1) } });
      }
    },
  },
});
