import { defineRule } from '../../rule.ts';
import { queue } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { isSource } from '../../support/queries.ts';

const depths = new Set(['ready', 'unacknowledged', 'total']);
const instant = queue('ready', { critical: 5000, recovery: 1000 })
  .replace('  over: 10m\n', '')
  .replace('condition:\n', 'condition:\n  over: null\n');

export default defineRule({
  id: 'rabbit/ready-without-window',
  summary: 'The depth of a queue, and a rate, is judged over a time.',
  why: 'Queues exist to be full for a moment, and the broker tells rates of its last seconds. Judged at one moment every batch, and every pause between two, is an alarm.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    moment:
      'The depth of a queue is judged at one moment, and every burst fires: add "over" with the time in which the workers should have drained it.',
    rate: 'The broker tells the rate of its last seconds, and one such moment decides: add "over" with a time in which there is always some traffic.',
  },
  examples: {
    bad: [{ alert: instant }, { alert: instant.replace('measure: ready', 'measure: publish-rate') }],
    good: [{ alert: queue('ready', { critical: 5000, recovery: 1000, over: '15m', reduce: 'min' }) }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !isSource(alert, 'rabbitmq', 'queue')) return;
      if (condition.over !== undefined || condition.for !== undefined) return;
      const measure = String(alert.source.fields['measure']);
      if (depths.has(measure)) context.report({ message: 'moment', at: ['condition', 'over'] });
      else if (measure.endsWith('-rate')) context.report({ message: 'rate', at: ['condition', 'over'] });
    },
  },
});
