import { defineRule } from '../../rule.ts';
import { counted, gauge } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';
import { isSparse } from '../../support/queries.ts';
import { replaceValue } from '../../support/replace-value.ts';

export default defineRule({
  id: 'window/full-window-on-sparse',
  summary: 'An alert on events that are rare does not wait for a full window.',
  why: 'Errors and logs leave gaps: where nothing happens there is no value. An alert that waits for a window without gaps skips its evaluation, for ever, while the errors come in.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  fixable: true,
  messages: {
    sparse:
      'These events are not reported while there are none, so a full window never comes and the alert is never evaluated: use "fullWindow: false".',
  },
  examples: {
    bad: [{ alert: counted({ critical: 20, fullWindow: true }), fixed: 'fullWindow: false' }],
    good: [
      { alert: counted({ critical: 20, fullWindow: false }) },
      { because: 'memory is always reported', alert: gauge({ critical: '90%', recovery: '80%', fullWindow: true }) },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.fullWindow !== true || !firesAbove(condition) || !isSparse(alert)) return;
      const at = ['condition', 'fullWindow'];
      const fix = replaceValue(alert, at, 'false', 'Do not wait for a full window');
      context.report({ message: 'sparse', at, ...(fix ? { fix } : {}) });
    },
  },
});
