import type { Path } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { firesAbove, measurementOf, quietMargin, written } from '../../support/measurement.ts';

const warning: Path = ['condition', 'warning'];
const critical: Path = ['condition', 'critical'];

export default defineRule({
  id: 'threshold/order',
  summary: 'The warning threshold lies on the quiet side of the critical one.',
  why: 'A warning that comes after the page, or together with it, warns nobody; the vendor refuses such a monitor, and the refusal comes in the middle of an apply.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    reversed:
      'The warning at {warning} comes after the critical threshold of {critical}: for "{is}" it must be {side} than that.',
    equal: 'Warning and critical are both {critical}: nobody is warned first. Move the warning, or remove it.',
    check:
      'A check that warns after {warning} failures and is critical after {critical} never warns: lower the warning.',
  },
  examples: {
    bad: [
      { alert: 'condition: { warning: 8%, warningRecovery: null }' },
      {
        because: 'below',
        alert:
          'condition: { is: below, critical: 50%, warning: 40%, recovery: 60%, warningRecovery: null }\noverrides: null',
      },
      { because: 'equal', alert: 'condition: { warning: 5%, warningRecovery: null }' },
    ],
    good: [
      { alert: 'condition: { critical: 5%, warning: 2% }' },
      {
        alert:
          'condition: { is: below, critical: 50%, warning: 60%, recovery: 55%, warningRecovery: 70% }\noverrides: null',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const data = { warning: written(alert, warning), critical: written(alert, critical) };
      if (alert.condition.kind === 'check') {
        const { warningFailures, failures } = alert.condition;
        if (warningFailures !== undefined && warningFailures >= failures)
          context.report({
            message: 'check',
            at: ['condition', 'warningFailures'],
            data: { warning: warningFailures, critical: failures },
          });
        return;
      }
      const condition = measurementOf(alert);
      if (condition?.warning === undefined || condition.critical === undefined) return;
      const margin = quietMargin(condition, condition.warning, condition.critical);
      const side = firesAbove(condition) ? 'lower' : 'higher';
      if (margin === 0) context.report({ message: 'equal', at: warning, data });
      else if (margin < 0)
        context.report({ message: 'reversed', at: warning, data: { ...data, side, is: condition.is } });
    },
  },
});
