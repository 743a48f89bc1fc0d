import { defineRule } from '../../rule.ts';
import { counted, logs } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';
import { isSparse } from '../../support/queries.ts';
import { replaceValue } from '../../support/replace-value.ts';

const exempt = new Set(['heartbeat', 'no-data', 'traffic', 'availability']);

export default defineRule({
  id: 'nodata/error-count-must-not-notify',
  summary: 'An alert that counts failures does not notify when there are none.',
  why: 'No error means no data. An alert that reports this tells the channel every quiet night that all is well, as an alarm.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  fixable: true,
  messages: {
    noise:
      'These events are not reported while there are none, so "noData: notify" raises an alarm whenever all is well: use "noData: ok".',
  },
  examples: {
    bad: [
      { alert: counted({ critical: 20, noData: 'notify' }), fixed: 'noData: ok' },
      { alert: logs({ critical: 20, noData: 'notify' }) },
    ],
    good: [
      { alert: counted({ critical: 20, noData: 'ok' }) },
      {
        because: 'silence is the fault',
        alert: counted({ is: 'below', critical: 1, noData: 'notify' }, 'category: heartbeat'),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.noData !== 'notify' || !firesAbove(condition) || !isSparse(alert)) return;
      if (exempt.has(alert.category ?? '')) return;
      const at = ['condition', 'noData'];
      const fix = replaceValue(alert, at, 'ok', 'Treat missing failures as health');
      context.report({ message: 'noise', at, ...(fix ? { fix } : {}) });
    },
  },
});
