import { defineRule } from '../../rule.ts';
import { counted } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';

const dropped = { is: 'below', critical: 120, noData: 'notify' };

export default defineRule({
  id: 'window/partial-on-sum',
  summary: 'A sum that must not be too small waits for its full window.',
  why: 'After a restart or a gap the window holds only some minutes, whose sum is small without anything being wrong: the alert pages, fills up, and closes by itself.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    partial: 'A sum over a window that is only partly filled is too small by itself: use "fullWindow: true".',
  },
  examples: {
    bad: [{ alert: counted({ ...dropped, fullWindow: false }, 'category: traffic\nactive: business') }],
    good: [
      { alert: counted({ ...dropped, fullWindow: true }, 'category: traffic\nactive: business') },
      { because: 'too many is too many, however short', alert: counted({ critical: 20, fullWindow: false }) },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || condition.fullWindow !== false || condition.reduce !== 'sum' || firesAbove(condition)) return;
      context.report({ message: 'partial', at: ['condition', 'fullWindow'] });
    },
  },
});
