import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'nodata/explicit',
  summary: 'An alert, or a default for it, says what missing data means.',
  why: 'What a monitor does without data differs per type and vendor, and nobody knows it by heart. Written down it is a decision; left out it is what you learn during the outage of the telemetry.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing:
      'Nothing says what missing data means here: write "noData: ok", "keep", "notify" or "resolve", or give a default in the project.',
  },
  examples: {
    bad: [{ alert: 'condition: { noData: null }' }],
    good: [
      { alert: 'condition: { noData: ok }' },
      {
        because: 'a default counts',
        alert: 'condition: { noData: null }',
        application: 'defaults: null',
        project: 'defaults: [{ set: { condition: { noData: keep } } }]',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const { kind } = alert.condition;
      if (kind !== 'measurement' && kind !== 'check') return;
      if (alert.condition.noData === undefined || alert.condition.noData === null)
        context.report({ message: 'missing', at: ['condition', 'noData'] });
    },
  },
});
