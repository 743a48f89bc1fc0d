import { defineRule } from '../../rule.ts';
import { queue } from '../../support/examples.ts';
import { isSource, sourcePath } from '../../support/queries.ts';

const depth = { critical: 5000, recovery: 1000, reduce: 'min' };

export default defineRule({
  id: 'rabbit/backlog-counts-in-flight',
  summary: 'A backlog is measured by the messages that wait.',
  why: 'The total also counts what workers hold in hand, which grows with their number and prefetch: scaling up to drain the queue makes the alert worse.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    total:
      '"measure: total" includes what the workers are busy with: use "ready" for the backlog, and "unacknowledged" for stuck workers.',
  },
  examples: {
    bad: [{ alert: queue('total', depth, 'category: backlog') }],
    good: [{ alert: queue('ready', depth, 'category: backlog') }],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'rabbitmq', 'queue') || alert.category !== 'backlog') return;
      if (alert.source.fields['measure'] === 'total')
        context.report({ message: 'total', at: sourcePath(alert, 'measure') });
    },
  },
});
