import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { burn, sloDocument } from '../../support/examples.ts';

const files = { 'payments/slo.yaml': sloDocument(0.999) };

export default defineRule({
  id: 'slo/missing-slow-pair',
  summary: 'Next to the fast burn there is a slow one.',
  why: 'An error rate just under the fast burn never pages, and uses up the whole budget in three days. Only a longer window sees it.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    missing:
      'Only fast burns of "{slo}" are watched; a rate just below uses up the budget unseen: add an alert with a long window of 6h or more.',
  },
  examples: {
    bad: [{ alert: burn({ burn: 14.4, long: '1h', short: '5m' }), files }],
    good: [
      {
        alert: burn({ burn: 14.4, long: '1h', short: '5m' }),
        application:
          'alerts: { slow: { description: Budget burns slowly, priority: P4, source: { slo: checkout-available }, condition: { burn: 6, long: 6h, short: 30m } } }',
        files,
      },
    ],
  },
  visit: {
    application(application, context) {
      const burns = new Map<string, ResolvedAlert[]>();
      for (const alert of application.alerts) {
        if (alert.condition.kind !== 'burn') continue;
        const key = `${alert.environment} ${String(alert.source.fields['id'])}`;
        burns.set(key, [...(burns.get(key) ?? []), alert]);
      }
      for (const alerts of burns.values()) {
        const [fast] = alerts;
        if (!fast || alerts.some(({ condition }) => condition.kind === 'burn' && condition.long >= 21_600)) continue;
        const { node } = fast.origin(['condition', 'long']);
        context.report({ message: 'missing', at: node, data: { slo: String(fast.source.fields['id']) } });
      }
    },
  },
});
