import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineRule } from '../../rule.ts';
import { overridesOf } from '../../support/squad-data.ts';

const kept = 90;

export default defineRule({
  id: 'squad/override-past',
  summary: `Overrides that ended more than ${kept} days ago are removed.`,
  why: 'Nobody finds the swap of next week among forty of the years before, and each of them is still sent to the on-call backend.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: { past: 'This override ended on {date}, {days} days ago. Remove it; git remembers it.' },
  examples: {
    bad: [
      {
        squad:
          'overrides: [{ schedule: oncall, from: 2024-02-03T18:00, to: 2024-02-10T09:00, person: bo, reason: swap }]',
      },
    ],
    good: [
      {
        squad:
          'overrides: [{ schedule: oncall, from: 2098-02-03T18:00, to: 2098-02-10T09:00, person: bo, reason: swap }]',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { path, to } of overridesOf(squad)) {
        const date = to.slice(0, 10);
        const days = daysBetween(date, context.today);
        if (days > kept) context.report({ message: 'past', at: [...path, 'to'], data: { date, days } });
      }
    },
  },
});
