import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';

/** Where one single value is the fault. */
const precious = new Set(['security', 'data-quality', 'certificate', 'capacity']);
const breaking = { critical: '90%', recovery: '80%' };

export default defineRule({
  id: 'window/aggregator-any-point',
  summary: 'A page needs more than one bad value in its window.',
  why: '"above" with "max" fires when any single value is too high, "below" with "min" when any is too low: one spike pages, and keeps the alert open until it has left the window.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    any: '"{is}" with "reduce: {reduce}" pages at a single bad value: use "{all}" (every value is bad), "avg", or add "for".',
    last: '"reduce: last" pages at a single bad value: use "{all}" (every value is bad), "avg", or add "for".',
  },
  examples: {
    bad: [
      { alert: gauge({ ...breaking, reduce: 'max' }) },
      { alert: gauge({ is: 'below', critical: '10%', recovery: '20%', reduce: 'min' }) },
    ],
    good: [
      { alert: gauge({ ...breaking, reduce: 'min' }) },
      { because: 'it must hold', alert: gauge({ ...breaking, over: '', for: '10m' }) },
      {
        because: 'nobody is woken',
        alert: gauge({ ...breaking, reduce: 'max' }, 'priority: P4\nnotify: { critical: { channel: default } }'),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !pagesOn(alert) || condition.for !== undefined || precious.has(alert.category ?? '')) return;
      const { is, reduce } = condition;
      const all = firesAbove(condition) ? 'min' : 'max';
      const data = { is, reduce: reduce ?? '', all };
      const at = ['condition', 'reduce'];
      if (reduce === 'last') context.report({ message: 'last', at, data });
      else if (reduce === (firesAbove(condition) ? 'max' : 'min')) context.report({ message: 'any', at, data });
    },
  },
});
