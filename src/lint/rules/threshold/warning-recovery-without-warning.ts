import { defineRule } from '../../rule.ts';
import { measurementOf, written } from '../../support/measurement.ts';

export default defineRule({
  id: 'threshold/warning-recovery-without-warning',
  summary: 'A recovery of the warning needs a warning.',
  why: 'Somebody removed the warning and forgot its recovery, or misspelt the warning: either way the reader believes in a threshold that does not exist.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    orphan: '"warningRecovery: {value}" has no "warning" to recover from: add the warning, or remove this.',
  },
  examples: {
    bad: [{ alert: 'condition: { warning: null, warningRecovery: 1% }\noverrides: null' }],
    good: [{ alert: 'condition: { warning: 2%, warningRecovery: 1% }' }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      const at = ['condition', 'warningRecovery'];
      if (condition?.warningRecovery === undefined || condition.warning !== undefined) return;
      if (alert.origin(at).layer.endsWith(' defaults')) return;
      context.report({ message: 'orphan', at, key: true, data: { value: written(alert, at) } });
    },
  },
});
