import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'life/disabled-without-until',
  summary: 'A disabled alert says until when.',
  why: 'What is disabled without an end stays disabled: the reason is forgotten, the alert is not, and it counts as coverage for years.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: { open: 'This alert is disabled without an end ({reason}). Add "until" with a day, or remove the alert.' },
  examples: {
    bad: [{ alert: 'disabled: { reason: The acquirer migrates }' }],
    good: [{ alert: 'disabled: { reason: The acquirer migrates, until: 2099-03-01 }' }],
  },
  visit: {
    alert(alert, context) {
      if (!alert.disabled || alert.disabled.until !== undefined) return;
      context.report({ message: 'open', at: ['disabled'], key: true, data: { reason: alert.disabled.reason } });
    },
  },
});
