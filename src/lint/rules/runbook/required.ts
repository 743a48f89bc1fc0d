import { defineRule } from '../../rule.ts';
import { asksForAction } from '../../support/importance.ts';

export default defineRule({
  id: 'runbook/required',
  summary: 'An alert that asks somebody to act has a runbook.',
  why: 'At 03:00 the person who is called may never have seen this system. Without a procedure they wake somebody who has, and the outage lasts as long as that takes.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    page: 'This alert calls somebody, and there is no runbook. Add "runbook" with trigger, resolution and expectedTime, or send the alert to a channel.',
    ticket:
      'This alert has priority {priority}, and there is no runbook. Add "runbook" with trigger, resolution and expectedTime, or give it P4 or P5.',
  },
  examples: {
    bad: [
      { alert: 'runbook: null' },
      { alert: '{ runbook: null, priority: P3, notify: { critical: { channel: default } } }' },
    ],
    good: [
      { because: 'The standard alert has one.' },
      {
        because: 'Nobody is asked to act.',
        alert: '{ runbook: null, priority: P5, notify: { critical: { channel: default } } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      // A file that cannot be read has its own finding.
      if (!asksForAction(alert) || alert.has(['runbook'])) return;
      const message = alert.pages ? 'page' : 'ticket';
      // Where nobody is paged the same alert would be told twice, once per environment.
      if (message === 'ticket' && !context.pagingEnvironment(alert.environment)) return;
      context.report({ message, at: ['description'], key: true, data: { priority: alert.priority } });
    },
  },
});
