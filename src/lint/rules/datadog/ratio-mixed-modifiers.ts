import { defineRule } from '../../rule.ts';
import { measured } from '../../support/examples.ts';
import { divisionOf, isCounted, metricQueries, sourceText } from '../../support/queries.ts';

const share = (below: string): string =>
  measured(
    `datadog: { metric: { queries: { errors: "sum:payments.card.errors{env:\${dd}}.as_count()", requests: "sum:payments.card.requests{env:\${dd}}${below}" }, formula: errors / requests, unit: ratio } }`,
    {
      is: 'above',
      critical: '5%',
      recovery: '3%',
      over: '5m',
      delay: '1m',
      reduce: 'sum',
      atLeast: '{ requests: 50 }',
      noData: 'ok',
    },
  );

export default defineRule({
  id: 'datadog/ratio-mixed-modifiers',
  summary: 'Both sides of a share are counted in the same way.',
  why: 'as_count() sums a side over the window before it divides; without it Datadog divides every point. Mixed, the result is a share times the number of points, whatever that is.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    mixed:
      '"{counted}" is counted with as_count() and "{plain}" is not, so their quotient is no share: use as_count() on both.',
  },
  examples: {
    bad: [{ alert: share('') }],
    good: [{ alert: share('.as_count()') }],
  },
  visit: {
    alert(alert, context) {
      const division = divisionOf(alert);
      const formula = new Set(sourceText(alert, 'formula')?.match(/[A-Za-z_]\w*/g));
      const used = metricQueries(alert).filter(({ name }) => formula.has(name));
      const counted = used.find(({ text }) => isCounted(text));
      const plain = used.find(({ text }) => /^\s*sum:/.test(text) && !isCounted(text));
      if (!division || !counted || !plain) return;
      context.report({ message: 'mixed', at: plain.path, data: { counted: counted.name, plain: plain.name } });
    },
  },
});
