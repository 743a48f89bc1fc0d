import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { isBareNumber, measurementOf } from '../../support/measurement.ts';

const fields = ['critical', 'warning', 'recovery', 'warningRecovery'] as const;

export default defineRule({
  id: 'threshold/ratio-or-percent',
  summary: 'A bare number fits the scale of the unit: 0 to 1 for a ratio, 0 to 100 for a percentage.',
  why: '5 on a ratio means 500%, 0.05 on a percentage a twentieth of a percent: the first never fires, the second always does.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    ratio: '{value} on a ratio is {percent}%: write "{value}%" if a percentage is meant.',
    percent:
      '{value} on a percentage is {value} of a hundredth: write "{percent}%" if a share is meant, or "{value}%" if not.',
  },
  examples: {
    bad: [
      { alert: gauge({ critical: 5 }) },
      { alert: gauge({ critical: 0.9 }, '', 'max:payments.pool.used{env:${dd}}', 'percent') },
    ],
    good: [
      { alert: gauge({ critical: 0.9 }) },
      { alert: gauge({ critical: '0.5%' }, '', 'max:payments.pool.used{env:${dd}}', 'percent') },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      const { unit } = alert.source;
      for (const field of fields) {
        const value = condition?.[field];
        if (value === undefined || !isBareNumber(alert, ['condition', field])) continue;
        const data = { value, percent: Number((value * 100).toPrecision(6)) };
        if (unit === 'ratio' && value > 2) context.report({ message: 'ratio', at: ['condition', field], data });
        if ((unit === 'percent' || unit === '%') && value > 0 && value < 1)
          context.report({ message: 'percent', at: ['condition', field], data });
      }
    },
  },
});
