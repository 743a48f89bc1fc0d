import { defineRule } from '../../rule.ts';
import { measurementOf, written } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';
import { metricNames, metricQueries } from '../../support/queries.ts';

export default defineRule({
  id: 'window/delay-longer-than-window',
  summary: 'A page does not look further back than its window is long.',
  why: 'A delay longer than the window means that nothing of the last minutes is judged at all: when the page comes, the chart that it opens already shows something else.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    late: 'This pages about {over} of data that end {delay} ago: shorten the delay to what the data need to arrive.',
  },
  examples: {
    bad: [{ alert: 'condition: { over: 5m, delay: 30m }' }],
    good: [{ alert: 'condition: { over: 5m, delay: 1m }' }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition?.delay || !condition.over || condition.delay <= condition.over || !pagesOn(alert)) return;
      // Metrics of cloud providers need their 15 minutes.
      const cloud = metricQueries(alert).some(({ text }) =>
        metricNames(text).some((name) => /^(aws|gcp|azure|oci)\./.test(name)),
      );
      if (cloud && condition.delay <= 900) return;
      const data = { over: written(alert, ['condition', 'over']), delay: written(alert, ['condition', 'delay']) };
      context.report({ message: 'late', at: ['condition', 'delay'], data });
    },
  },
});
