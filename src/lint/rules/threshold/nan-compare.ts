import { defineRule } from '../../rule.ts';
import { measured } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { divisionOf, isRatioOfEvents } from '../../support/queries.ts';

const levels =
  'datadog: { metric: { queries: { used: "max:payments.pool.used{env:${dd}}", size: "max:payments.pool.size{env:${dd}}" }, formula: used / size, unit: ratio } }';
const pool = { is: 'above', critical: '90%', recovery: '80%', over: '10m', delay: '1m', noData: 'keep' };

export default defineRule({
  id: 'threshold/nan-compare',
  summary: 'A division cannot divide by zero.',
  why: 'Divided by zero there is no number, and no comparison with it is true: the alert is silent exactly while the thing below the line is gone.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    zero: '{denominator} can be zero, and then the alert is blind: add "atLeast" for it, or watch it with an alert of its own.',
  },
  examples: {
    bad: [{ alert: measured(levels, pool) }],
    good: [
      { alert: measured(levels, { ...pool, atLeast: '{ requests: null, size: 1 }' }) },
      { because: 'one is added', alert: measured(levels.replace('used / size', 'used / (size + 1)'), pool) },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      const division = divisionOf(alert);
      if (!condition || !division || Object.keys(condition.atLeast ?? {}).length > 0) return;
      // Without events there is nothing to judge; their minimum is the business of threshold/ratio-without-floor.
      if (isRatioOfEvents(alert)) return;
      if (/\/\s*\(?\s*(\d|max\(|clamp_min)|\+\s*\d/.test(String(alert.source.fields['formula']))) return;
      const names = division.denominators.map((query) => query.name);
      const denominator = names.length > 0 ? `"${names.join(', ')}"` : 'What the query divides by';
      context.report({ message: 'zero', at: division.path, data: { denominator } });
    },
  },
});
