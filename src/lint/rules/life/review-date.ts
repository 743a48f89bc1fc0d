import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineRule } from '../../rule.ts';

const longest = 365;

export default defineRule({
  id: 'life/review-date',
  summary: 'An alert was reviewed within the last twelve months.',
  why: 'Traffic grows, systems are replaced and people leave: thresholds and runbooks that nobody has looked at for a year are wrong more often than right.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    old: 'This alert was last reviewed on {date}, {days} days ago. Compare thresholds and runbook with what happened since, then set "reviewed" to today.',
    future: 'The review date {date} lies in the future. Write the day on which the alert was reviewed.',
  },
  examples: {
    bad: [{ alert: 'reviewed: 2023-02-01' }, { alert: 'reviewed: 2099-02-01' }],
    good: [
      { because: 'The standard alert was reviewed this year.' },
      { because: 'It says no date.', alert: 'reviewed: null' },
    ],
  },
  visit: {
    alert(alert, context) {
      const date = alert.reviewed;
      if (date === undefined) return;
      const days = daysBetween(date, context.today);
      const at = ['reviewed'];
      if (days > longest) context.report({ message: 'old', at, data: { date, days } });
      // A colleague east of here may already have tomorrow.
      else if (days < -1) context.report({ message: 'future', at, data: { date } });
    },
  },
});
