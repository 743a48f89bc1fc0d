import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';

const foreseeable = new Set(['capacity', 'certificate']);

export default defineRule({
  id: 'threshold/warning-missing',
  summary: 'What can be foreseen warns before it pages.',
  why: 'A disk or a certificate runs out over days. A warning in the channel lets somebody mend it in working hours, and then the page never comes.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    missing:
      'This pages on something that can be seen coming, without a warning first: add "warning" with time enough to act in working hours.',
  },
  examples: {
    bad: [{ alert: gauge({ critical: '90%', recovery: '80%' }, 'category: capacity') }],
    good: [{ alert: gauge({ critical: '90%', recovery: '80%', warning: '70%' }, 'category: capacity') }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || condition.warning !== undefined || !pagesOn(alert) || !foreseeable.has(alert.category ?? ''))
        return;
      context.report({ message: 'missing', at: ['condition', 'critical'], key: true });
    },
  },
});
