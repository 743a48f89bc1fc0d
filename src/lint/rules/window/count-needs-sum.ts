import { defineRule } from '../../rule.ts';
import { measurementOf } from '../../support/measurement.ts';
import { isCounted, metricQueries } from '../../support/queries.ts';
import { replaceValue } from '../../support/replace-value.ts';

export default defineRule({
  id: 'window/count-needs-sum',
  summary: 'A counted metric is reduced by its sum.',
  why: 'as_count() gives the number of events per interval, and Datadog sums it over the window before it divides or compares. With avg, min or max the threshold would be per interval, whose length the author does not choose.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  fixable: true,
  messages: {
    reduce:
      'The query counts events with as_count(), so "reduce: {reduce}" compares the threshold with a number per interval: use "reduce: sum".',
  },
  examples: {
    bad: [{ alert: 'condition: { reduce: avg }', fixed: 'reduce: sum' }],
    good: [{ alert: 'condition: { reduce: sum }' }],
  },
  visit: {
    alert(alert, context) {
      const reduce = measurementOf(alert)?.reduce;
      if (reduce === undefined || reduce === 'sum' || !metricQueries(alert).some(({ text }) => isCounted(text))) return;
      const at = ['condition', 'reduce'];
      const fix = replaceValue(alert, at, 'sum', 'Reduce the counted metric by its sum');
      context.report({ message: 'reduce', at, data: { reduce }, ...(fix ? { fix } : {}) });
    },
  },
});
