import { defineRule } from '../../rule.ts';
import { measured } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { metricQueries, sourceText } from '../../support/queries.ts';

const queries = 'queries: { used: "max:payments.pool.used{env:${dd}}", size: "max:payments.pool.size{env:${dd}}" }';
const source = (formula: string): string => `datadog: { metric: { ${queries}, formula: ${formula}, unit: ratio } }`;
const condition = { is: 'above', critical: '90%', recovery: '80%', over: '10m', delay: '1m', noData: 'keep' };

export default defineRule({
  id: 'unused/query',
  summary: 'Every query of an alert is part of its formula or of its minimum.',
  why: 'A query that the formula forgot costs an evaluation and misleads: the reader sees requests and believes that a share is judged.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    unused: 'The formula "{formula}" does not use the query "{query}": use it, or remove it.',
  },
  examples: {
    bad: [{ alert: measured(source('used'), condition) }],
    good: [{ alert: measured(source('used / size'), { ...condition, atLeast: '{ size: 1 }' }) }],
  },
  visit: {
    alert(alert, context) {
      const formula = sourceText(alert, 'formula');
      if (formula === undefined) return;
      const floors = measurementOf(alert)?.atLeast ?? {};
      const names = new Set([...(formula.match(/[A-Za-z_]\w*/g) ?? []), ...Object.keys(floors)]);
      for (const { name, path } of metricQueries(alert))
        if (!names.has(name))
          context.report({ message: 'unused', at: path, key: true, data: { formula, query: name } });
    },
  },
});
