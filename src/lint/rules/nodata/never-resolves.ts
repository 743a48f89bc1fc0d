import { defineRule } from '../../rule.ts';
import { counted, logs } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';
import { isSparse } from '../../support/queries.ts';

export default defineRule({
  id: 'nodata/never-resolves',
  summary: 'An alert on events can resolve when the events stop.',
  why: 'When the failures end there are no data any more, and an alert that keeps its last state stays red for days. Soon the whole list is red and nobody looks.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    stuck:
      'When these events stop there are no data, and "noData: keep" leaves the alert firing: use "noData: ok" or "resolve", or add "autoClose".',
  },
  examples: {
    bad: [{ alert: counted({ critical: 20, noData: 'keep' }) }, { alert: logs({ critical: 20, noData: 'keep' }) }],
    good: [
      { alert: counted({ critical: 20, noData: 'ok' }) },
      { because: 'it closes by itself', alert: counted({ critical: 20, noData: 'keep' }, 'autoClose: 2h') },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.noData !== 'keep' || !firesAbove(condition) || !isSparse(alert)) return;
      if (alert.autoClose === undefined) context.report({ message: 'stuck', at: ['condition', 'noData'] });
    },
  },
});
