import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'severity/low-priority-never-pages',
  summary: 'P4 and P5 call nobody.',
  why: 'The priority says that it can wait, the target that it cannot. Depending on the routing somebody is woken for nothing, or the page is dropped in silence.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    pages:
      'This alert has priority {priority} and calls whoever is on call. Raise the priority, or send it to a channel.',
  },
  examples: {
    bad: [{ alert: 'priority: P4' }],
    good: [{ alert: '{ priority: P4, notify: { critical: { channel: default } } }' }],
  },
  visit: {
    alert(alert, context) {
      const { priority } = alert;
      if ((priority !== 'P4' && priority !== 'P5') || !alert.pages || !alert.notify.critical.includes('on-call'))
        return;
      context.report({ message: 'pages', at: ['notify', 'critical'], data: { priority } });
    },
  },
});
