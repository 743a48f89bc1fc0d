import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'message/required-parts',
  summary: 'A page says what is going on in its message, and where to look.',
  why: 'A page without context costs the first ten minutes of every incident: its reader has to find out what was measured, how bad it is, and which dashboard shows it.',
  presets: { recommended: 'error', strict: 'error', import: 'info' },
  messages: {
    message:
      'This alert calls somebody without a message. Add "message" with what is measured, such as "{{value}} of card payments fail".',
    look: 'This alert calls somebody and does not say where to look. Add "dashboard", or "links".',
  },
  examples: {
    bad: [{ alert: 'message: null' }, { alert: 'dashboard: null' }],
    good: [
      { because: 'The standard alert has both.' },
      { alert: '{ dashboard: null, links: [{ title: Acquirers, url: "https://app.datadoghq.eu/dashboard/acq" }] }' },
      {
        because: 'Nobody is called.',
        alert: '{ message: null, priority: P4, notify: { critical: { channel: default } } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if (!alert.pages) return;
      if (alert.message === undefined) context.report({ message: 'message', at: ['description'], key: true });
      if (alert.dashboard === undefined && alert.links.length === 0)
        context.report({ message: 'look', at: ['description'], key: true });
    },
  },
});
