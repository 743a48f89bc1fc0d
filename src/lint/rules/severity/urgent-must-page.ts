import { defineRule } from '../../rule.ts';
import { isLive, isUrgent } from '../../support/importance.ts';

export default defineRule({
  id: 'severity/urgent-must-page',
  summary: 'P1 and P2 call somebody.',
  why: 'An alert that is critical by its priority and goes to a channel only is read the next morning, while every report counts it as covered.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    quiet:
      'This alert has priority {priority} and calls nobody. Add "on-call" under "notify.critical", or lower the priority.',
  },
  examples: {
    bad: [{ alert: 'notify: { critical: { channel: incidents } }' }],
    good: [
      { alert: 'notify: { critical: [on-call, { channel: incidents }] }' },
      { alert: '{ priority: P4, notify: { critical: { channel: incidents } } }' },
    ],
  },
  visit: {
    alert(alert, context) {
      const { priority } = alert;
      if (!isUrgent(priority) || !isLive(alert) || !context.pagingEnvironment(alert.environment)) return;
      if (Object.values(alert.notifyAsWritten).some((targets) => targets.includes('on-call'))) return;
      context.report({ message: 'quiet', at: ['notify', 'critical'], data: { priority } });
    },
  },
});
