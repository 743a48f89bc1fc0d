import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineRule } from '../../rule.ts';

const longest = 180;

export default defineRule({
  id: 'life/shadow-overdue',
  summary: `The trial of an alert ends on its day, and within ${longest} days.`,
  why: 'An alert in shadow looks like protection and tells nobody. Trials that nobody ends are how outages stay unseen for a year.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    over: 'The trial of this alert ended on {date}. Look at what it would have told: then remove "mode", or remove the alert.',
    long: `The trial of this alert ends on {date}, in {days} days (${longest} at most). Choose an earlier day.`,
    open: 'The trial of this alert has no end. Add "shadow: DATE".',
  },
  examples: {
    bad: [{ alert: 'mode: { shadow: 2024-03-01 }' }, { alert: 'mode: { shadow: 2098-03-01 }' }, { alert: 'mode: {}' }],
    good: [{ because: 'The standard alert is not on trial.' }],
  },
  visit: {
    alert(alert, context) {
      const date = alert.shadowUntil;
      if (date === undefined) {
        if (alert.has(['mode'])) context.report({ message: 'open', at: ['mode'], key: true });
        return;
      }
      const days = daysBetween(context.today, date);
      const at = ['mode', 'shadow'];
      if (days < 0) context.report({ message: 'over', at, data: { date } });
      else if (days > longest) context.report({ message: 'long', at, data: { date, days } });
    },
  },
});
