import { defineRule } from '../../rule.ts';
import { measurementOf, quietMargin, wholeOf, written } from '../../support/measurement.ts';

const pairs = [
  ['recovery', 'critical'],
  ['warningRecovery', 'warning'],
] as const;

export default defineRule({
  id: 'threshold/hysteresis-too-small',
  summary: 'A recovery threshold is at least 5% away from its threshold.',
  why: 'A gap smaller than the noise of the signal does not stop it from flapping; it only looks as if somebody had taken care of it.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    small:
      '"{field}: {recovery}" is less than 5% away from "{threshold}: {value}", which noise crosses: widen the gap to what the signal moves by itself.',
  },
  examples: {
    bad: [{ alert: 'condition: { critical: 5%, recovery: 4.9% }' }],
    good: [{ alert: 'condition: { critical: 5%, recovery: 3% }' }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition) return;
      for (const [field, threshold] of pairs) {
        const [recovery, limit] = [condition[field], condition[threshold]];
        if (recovery === undefined || !limit) continue;
        // Near the whole, 99% is as far from 95% as it can be: the rest counts.
        const whole = wholeOf(alert);
        const scale = whole !== undefined && limit < whole ? Math.min(limit, whole - limit) : Math.abs(limit);
        const gap = quietMargin(condition, recovery, limit) / scale;
        if (gap <= 0 || gap >= 0.05) continue;
        const values = {
          recovery: written(alert, ['condition', field]),
          value: written(alert, ['condition', threshold]),
        };
        context.report({ message: 'small', at: ['condition', field], data: { ...values, field, threshold } });
      }
    },
  },
});
