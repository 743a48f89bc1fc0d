import { defineRule } from '../../rule.ts';
import { burn, sloDocument } from '../../support/examples.ts';
import { targetsOf } from '../../support/slo.ts';

export default defineRule({
  id: 'slo/burn-impossible',
  summary: 'A burn rate can be reached.',
  why: 'When everything fails, the budget burns 1/(1 - target) times too fast and no faster. An alert above that stays green through a total outage.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    never:
      'With a target of {target}% the budget never burns faster than {most} times, so {burn} never fires: lower the rate, or raise the target.',
  },
  examples: {
    bad: [{ alert: burn({ burn: 14.4, long: '1h', short: '5m' }), files: { 'payments/slo.yaml': sloDocument(0.9) } }],
    good: [
      { alert: burn({ burn: 14.4, long: '1h', short: '5m' }), files: { 'payments/slo.yaml': sloDocument(0.999) } },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.condition.kind !== 'burn') return;
      const rate = alert.condition.burn;
      const targets = targetsOf(context.find('OpenSLO', String(alert.source.fields['id']))).map(({ target }) => target);
      if (targets.length === 0) return;
      const target = Math.max(...targets);
      if (target >= 1 || rate < 1 / (1 - target) - 1e-9) return;
      const data = {
        burn: rate,
        most: Number((1 / (1 - target)).toPrecision(4)),
        target: Number((target * 100).toPrecision(6)),
      };
      context.report({ message: 'never', at: ['condition', 'burn'], data });
    },
  },
});
