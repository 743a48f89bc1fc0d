import { defineRule } from '../../rule.ts';
import { measurementOf, quietMargin, written } from '../../support/measurement.ts';

export default defineRule({
  id: 'threshold/recovery-beyond-warning',
  summary: 'A critical alert recovers to a warning before it recovers altogether.',
  why: 'When the recovery from critical lies beyond the warning, the page stays open for a value that is only worth a warning: whoever was called waits for a level that they were never called for.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    beyond:
      'The alert recovers from critical at {recovery}, on the far side of its warning at {warning}: put the recovery between {warning} and {critical}.',
    warningFirst:
      'The warning recovers at {warningRecovery}, before the critical state does at {recovery}: swap them, or move the recovery towards {critical}.',
  },
  examples: {
    bad: [
      { alert: 'condition: { critical: 5%, warning: 4%, recovery: 2%, warningRecovery: 1% }' },
      { alert: 'condition: { critical: 5%, warning: 4%, recovery: 1%, warningRecovery: 3% }' },
    ],
    good: [
      { alert: 'condition: { critical: 5%, warning: 2%, recovery: 3%, warningRecovery: 1% }' },
      {
        because: 'equal to the warning is fine',
        alert: 'condition: { critical: 5%, warning: 3%, recovery: 3%, warningRecovery: 2% }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.recovery === undefined || condition.warning === undefined) return;
      const { critical, recovery, warning, warningRecovery } = condition;
      // A warning on the wrong side is an error of its own: threshold/order.
      if (critical !== undefined && quietMargin(condition, warning, critical) <= 0) return;
      const texts = ['critical', 'warning', 'recovery', 'warningRecovery'].map((key) => [
        key,
        written(alert, ['condition', key]),
      ]);
      const data = Object.fromEntries(texts) as Record<string, string>;
      const at = ['condition', 'recovery'];
      if (warningRecovery !== undefined && quietMargin(condition, recovery, warningRecovery) > 0)
        context.report({ message: 'warningFirst', at, data });
      else if (quietMargin(condition, recovery, warning) > 0) context.report({ message: 'beyond', at, data });
    },
  },
});
