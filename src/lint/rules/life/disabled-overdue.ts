import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'life/disabled-overdue',
  summary: 'An alert is not disabled beyond its day.',
  why: 'It was meant to be silent for a week. Since then nobody is called, and everybody believes that somebody would be.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    over: 'This alert was disabled until {until}, {days} days ago ({reason}). Remove "disabled", extend it with a new reason, or remove the alert.',
  },
  examples: {
    bad: [{ alert: 'disabled: { reason: The acquirer migrates, until: 2024-03-01 }' }],
    good: [{ alert: 'disabled: { reason: The acquirer migrates, until: 2099-03-01 }' }],
  },
  visit: {
    alert(alert, context) {
      const { until, reason } = alert.disabled ?? {};
      if (until === undefined || reason === undefined) return;
      const days = daysBetween(until, context.today);
      if (days > 0) context.report({ message: 'over', at: ['disabled', 'until'], data: { until, days, reason } });
    },
  },
});
