import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineRule } from '../../rule.ts';
import { exemptionDocument } from '../../support/exemption.ts';

const longest = 400;

export default defineRule({
  id: 'life/exemption-overdue',
  summary: 'An exemption is not over, and ends within about a year.',
  why: 'An exemption that is over no longer excuses anything, and the check fails on the next pull request of somebody who knows nothing of it. One without a real end is a rule that was abolished in silence.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    over: 'This exemption ended on {until}. Mend what it excused and remove it, or have it approved again with a new day.',
    long: 'This exemption ends on {until}, in {days} days. Choose a day within a year: extending it is one line.',
  },
  examples: {
    bad: [
      { files: { 'exemption.yaml': exemptionDocument({ until: '2024-01-31' }) } },
      { files: { 'exemption.yaml': exemptionDocument({ until: '2098-01-31' }) } },
    ],
    good: [{ because: 'It ends soon.', files: { 'exemption.yaml': exemptionDocument({}) } }],
  },
  visit: {
    document(document, context) {
      const { until } = document.data;
      if (document.kind !== 'Exemption' || typeof until !== 'string') return;
      const days = daysBetween(context.today, until);
      if (days < 0) context.report({ message: 'over', at: ['until'], data: { until } });
      else if (days > longest) context.report({ message: 'long', at: ['until'], data: { until, days } });
    },
  },
});
