import { defineRule } from '../../rule.ts';
import { burn, sloDocument } from '../../support/examples.ts';
import { written } from '../../support/measurement.ts';

const files = { 'payments/slo.yaml': sloDocument(0.999) };
const fast = { burn: 14.4, long: '1h', short: '5m' };

export default defineRule({
  id: 'slo/fast-burn-silent',
  summary: 'The fast burn of a tier-1 application pages.',
  why: 'A budget that is gone in two days is an outage. Told to a channel at night it is read in the morning, when a good part of the month is spent.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    silent:
      'This burn over {long} says that users feel an outage of a tier-1 application, but it calls nobody: notify "on-call".',
  },
  examples: {
    bad: [{ alert: burn(fast, 'priority: P4\nnotify: { critical: { channel: default } }'), files }],
    good: [
      { alert: burn(fast), files },
      {
        because: 'tier 3',
        alert: burn(fast, 'priority: P4\nnotify: { critical: { channel: default } }'),
        application: 'tier: 3',
        files,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.condition.kind !== 'burn' || alert.condition.long > 3600 || context.application?.tier !== 1) return;
      if (alert.pages || alert.disabled || alert.shadowUntil || !context.pagingEnvironment(alert.environment)) return;
      const at = ['condition', 'long'];
      context.report({ message: 'silent', at, data: { long: written(alert, at) } });
    },
  },
});
