import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'message/recovery-no-mention-storm',
  summary: 'Recovery calls nobody.',
  why: 'Whoever was called knows; whoever slept on is woken to be told that all is well.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: { pages: 'The recovery of this alert calls whoever is on call. Send it to a channel, or to none.' },
  examples: {
    bad: [{ alert: 'notify: { recovery: on-call }' }],
    good: [{ alert: 'notify: { recovery: { channel: default } }' }],
  },
  visit: {
    alert(alert, context) {
      if (alert.notify.recovery.includes('on-call')) context.report({ message: 'pages', at: ['notify', 'recovery'] });
    },
  },
});
