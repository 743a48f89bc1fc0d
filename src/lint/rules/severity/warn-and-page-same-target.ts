import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'severity/warn-and-page-same-target',
  summary: 'A warning calls nobody.',
  why: 'If the warning calls, too, there is no warning: people are woken twice for one problem, the first time before anything is wrong.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    same: 'The warning of this alert calls whoever is on call. Send it to a channel, and let the critical threshold call.',
  },
  examples: {
    bad: [{ alert: 'notify: { warning: on-call }' }, { alert: 'notify: { warning: [on-call, { channel: default }] }' }],
    good: [{ alert: 'notify: { warning: { channel: default } }' }],
  },
  visit: {
    alert(alert, context) {
      if (alert.notify.warning.includes('on-call')) context.report({ message: 'same', at: ['notify', 'warning'] });
    },
  },
});
