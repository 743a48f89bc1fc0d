import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'life/never-reviewed',
  summary: 'An alert that calls somebody says when it was reviewed.',
  why: 'Without a date nobody can tell an alert that was looked at last month from one that was copied six years ago, so that no review ever begins.',
  presets: { recommended: 'off', strict: 'info', import: 'off' },
  messages: {
    never:
      'This alert calls somebody and does not say when it was last reviewed. Add "reviewed" with the date, here or in the defaults of the application.',
  },
  examples: {
    bad: [{ alert: 'reviewed: null' }],
    good: [{ alert: 'reviewed: 2026-10-01' }],
  },
  visit: {
    alert(alert, context) {
      if (alert.pages && alert.reviewed === undefined)
        context.report({ message: 'never', at: ['description'], key: true });
    },
  },
});
