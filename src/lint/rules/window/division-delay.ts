import { defineRule } from '../../rule.ts';
import { measurementOf } from '../../support/measurement.ts';
import { divisionOf, isRatioOfEvents, isSource } from '../../support/queries.ts';

export default defineRule({
  id: 'window/division-delay',
  summary: 'A share of events is evaluated a minute late.',
  why: 'What stands above and below the line does not arrive at the same moment. For some seconds there are errors without their requests, and the share of the newest minute is nonsense.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    missing: 'The newest minute of a share is incomplete: add "delay: 1m".',
  },
  examples: {
    bad: [{ alert: 'condition: { delay: null }' }],
    good: [{ alert: 'condition: { delay: 1m }' }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !isRatioOfEvents(alert) || (condition.delay ?? 0) >= 60) return;
      if (!divisionOf(alert) && !isSource(alert, 'datadog', 'apm')) return;
      context.report({ message: 'missing', at: ['condition', 'delay'] });
    },
  },
});
