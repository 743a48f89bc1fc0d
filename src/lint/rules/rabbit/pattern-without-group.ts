import { defineRule } from '../../rule.ts';
import { queue } from '../../support/examples.ts';
import { isSource, sourcePath } from '../../support/queries.ts';

const depth = { critical: 5000, recovery: 1000, reduce: 'min' };
const absent = { is: 'below', critical: 1, reduce: 'max', noData: 'notify' };

export default defineRule({
  id: 'rabbit/pattern-without-group',
  summary: 'A pattern over several queues is grouped by queue.',
  why: 'Without a group all queues make one number: the consumers of one hide that another has none, and the page cannot say which queue it means.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    merged:
      'The queues that match "{name}" are judged as one: group by queue, for example `groups: { by: [queue] }`, or name a single queue.',
  },
  examples: {
    bad: [
      { alert: queue('consumers', absent, 'category: consumers\ngroups: null\nmessage: No consumer', 'payments.*') },
    ],
    good: [
      { alert: queue('ready', depth, 'groups: { by: [queue], notify: null }', 'payments.*') },
      { alert: queue('ready', depth, 'groups: null\nmessage: The queue is deep', 'emails') },
    ],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'rabbitmq', 'queue') || alert.groups) return;
      const name = String(alert.source.fields['name']);
      if (/[*?]/.test(name)) context.report({ message: 'merged', at: sourcePath(alert, 'name'), data: { name } });
    },
  },
});
