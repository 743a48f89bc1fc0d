import { defineRule } from '../../rule.ts';
import { firesAbove, measurementOf, quietMargin, written } from '../../support/measurement.ts';

const pairs = [
  ['recovery', 'critical'],
  ['warningRecovery', 'warning'],
] as const;

export default defineRule({
  id: 'threshold/recovery-order',
  summary: 'A recovery threshold has a threshold, and lies on the quiet side of it.',
  why: 'An alert that recovers where it fires either never recovers or flaps with every evaluation; the vendor refuses the monitor.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    orphan: '"{field}: {recovery}" has no "{threshold}" to recover from: add the threshold, or remove this.',
    wrongSide:
      '"{field}: {recovery}" does not lie on the quiet side of "{threshold}: {value}": for "{is}" it must be {side} than that.',
  },
  examples: {
    bad: [
      { alert: 'condition: { recovery: 6% }' },
      { because: 'equal leaves no room', alert: 'condition: { recovery: 5% }' },
      { because: 'the warning, too', alert: 'condition: { warning: 2%, warningRecovery: 2% }' },
      { because: 'there is no warning', alert: 'condition: { warning: null, warningRecovery: 1% }\noverrides: null' },
    ],
    good: [
      { alert: 'condition: { critical: 5%, recovery: 3%, warning: 2%, warningRecovery: 1% }' },
      {
        alert:
          'condition: { is: below, critical: 50%, recovery: 60%, warning: null, warningRecovery: null }\noverrides: null',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition) return;
      for (const [field, threshold] of pairs) {
        const [recovery, limit] = [condition[field], condition[threshold]];
        if (recovery === undefined || (limit !== undefined && quietMargin(condition, recovery, limit) > 0)) continue;
        const at = ['condition', field];
        // A default may bring a recovery for alerts that have no such threshold: it is skipped there.
        if (limit === undefined && alert.origin(at).layer.endsWith(' defaults')) continue;
        const side = firesAbove(condition) ? 'lower' : 'higher';
        const values = { recovery: written(alert, at), value: written(alert, ['condition', threshold]) };
        const data = { ...values, field, threshold, side, is: condition.is };
        context.report({ message: limit === undefined ? 'orphan' : 'wrongSide', at, data });
      }
    },
  },
});
