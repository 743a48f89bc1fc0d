import { defineRule } from '../../rule.ts';
import { queue } from '../../support/examples.ts';
import { firesAbove, measurementOf, written } from '../../support/measurement.ts';
import { isDeadLetterQueue, isSource } from '../../support/queries.ts';

export default defineRule({
  id: 'rabbit/dead-letter-threshold',
  summary: 'Dead letters are noticed before they are hundreds.',
  why: 'A dead letter is work that will not be done by itself: an e-mail not sent, a payment not booked. A threshold as for a backlog hides them until customers write.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    high: 'Up to {critical} pieces of lost work in "{queue}" go unnoticed: use a threshold that nobody would shrug at, below 100.',
  },
  examples: {
    bad: [{ alert: queue('ready', { critical: 5000 }, 'category: dead-letter', 'emails.dlq') }],
    good: [{ alert: queue('ready', { critical: 10 }, 'category: dead-letter', 'emails.dlq') }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !firesAbove(condition) || !isSource(alert, 'rabbitmq', 'queue')) return;
      const name = String(alert.source.fields['name']);
      const lowest = Math.min(condition.critical ?? 0, condition.warning ?? Infinity);
      if (lowest <= 100 || !isDeadLetterQueue(name)) return;
      const at = ['condition', 'critical'];
      context.report({ message: 'high', at, data: { critical: written(alert, at), queue: name } });
    },
  },
});
