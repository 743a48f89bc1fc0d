import { defineRule } from '../../rule.ts';
import { queue } from '../../support/examples.ts';
import { isSource, sourcePath } from '../../support/queries.ts';

const depth = { critical: 5000, recovery: 1000, reduce: 'min' };

export default defineRule({
  id: 'rabbit/queue-pattern-anchored',
  summary: 'A pattern of queue names begins with a name.',
  why: 'A pattern that matches everything also matches the exclusive and auto-delete queues that clients create and leave behind: alerts on queues that no longer exist, for work that nobody does.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    wide: 'The pattern "{name}" also matches queues that clients create for themselves (amq.gen-…): begin it with the name of your application, such as "payments.*".',
    own: 'Queues named "amq.*" belong to the broker and its clients and come and go: watch the queues that you declare.',
  },
  examples: {
    bad: [{ alert: queue('ready', depth, '', '*') }, { alert: queue('ready', depth, '', 'amq.gen-*') }],
    good: [{ alert: queue('ready', depth, '', 'payments.*') }, { alert: queue('ready', depth, '', 'emails') }],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'rabbitmq', 'queue')) return;
      const name = String(alert.source.fields['name']);
      const at = sourcePath(alert, 'name');
      if (name.startsWith('amq.')) context.report({ message: 'own', at });
      else if (/^[*?]/.test(name)) context.report({ message: 'wide', at, data: { name } });
    },
  },
});
