import { defineRule } from '../../rule.ts';
import { queue } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';
import { isSource } from '../../support/queries.ts';

const absent = { is: 'below', critical: 1, noData: 'notify' };

export default defineRule({
  id: 'rabbit/consumers-condition',
  summary: 'An alert on consumers fires when there are too few for the whole window.',
  why: 'The fault is a queue without consumers. An alert the other way round is silent then, and one on the lowest value of the window fires at every rolling deployment.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    direction:
      'An alert on consumers with "is: {is}" fires when there are many and is silent when there are none: use "below" with 1.',
    moment:
      'With "reduce: min" one moment without consumers, as in a rolling deployment, is enough: use "reduce: max".',
  },
  examples: {
    bad: [
      { alert: queue('consumers', { is: 'above', critical: 3 }, 'category: consumers') },
      { alert: queue('consumers', { ...absent, reduce: 'min' }, 'category: consumers') },
    ],
    good: [{ alert: queue('consumers', { ...absent, reduce: 'max' }, 'category: consumers') }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !isSource(alert, 'rabbitmq', 'queue') || alert.source.fields['measure'] !== 'consumers') return;
      if (firesAbove(condition))
        context.report({ message: 'direction', at: ['condition', 'is'], data: { is: condition.is } });
      else if (condition.reduce === 'min' && condition.for === undefined)
        context.report({ message: 'moment', at: ['condition', 'reduce'] });
    },
  },
});
