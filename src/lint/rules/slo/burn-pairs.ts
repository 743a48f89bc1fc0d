import { formatDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { burn, sloDocument } from '../../support/examples.ts';
import { written } from '../../support/measurement.ts';
import { periodOf } from '../../support/slo.ts';

/** Share of the budget that each long window may use up (SRE workbook). */
const shares: Readonly<Record<number, number>> = { 3600: 0.02, 21_600: 0.05, 86_400: 0.1, 259_200: 0.1 };
const files = { 'payments/slo.yaml': sloDocument(0.999) };

export default defineRule({
  id: 'slo/burn-pairs',
  summary: 'A burn-rate alert uses the windows and rates that belong together.',
  why: 'The long window decides how much budget is lost before somebody hears of it, the short one, a twelfth of it, how soon the alert closes. Mixed up, it fires late, or stays open for hours after the repair.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    short:
      'The short window of {long} is {wanted}, a twelfth of it, not {short}: otherwise the alert closes too late, or flaps.',
    rate: 'For {share}% of the budget within {long} of a period of {period} the burn rate is {wanted}, not {burn}.',
  },
  examples: {
    bad: [
      { alert: burn({ burn: 14.4, long: '1h', short: '30m' }), files },
      { alert: burn({ burn: 2, long: '1h', short: '5m' }), files },
    ],
    good: [
      { alert: burn({ burn: 14.4, long: '1h', short: '5m' }), files },
      { alert: burn({ burn: 6, long: '6h', short: '30m' }), files },
      {
        because: 'over 7 days',
        alert: burn({ burn: 3.36, long: '1h', short: '5m' }),
        files: { 'payments/slo.yaml': sloDocument(0.99).replace('30d', '7d') },
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const { condition } = alert;
      if (condition.kind !== 'burn') return;
      const { burn: rate, long, short } = condition;
      const data = { long: written(alert, ['condition', 'long']), short: written(alert, ['condition', 'short']) };
      if (Math.abs(short - long / 12) > 60)
        context.report({
          message: 'short',
          at: ['condition', 'short'],
          data: { ...data, wanted: formatDuration(Math.round(long / 720) * 60) },
        });
      const period = periodOf(context.find('OpenSLO', String(alert.source.fields['id'])));
      const share = shares[long];
      if (period === undefined || share === undefined) return;
      const wanted = Number(((share * period) / long).toPrecision(3));
      if (Math.abs(rate - wanted) / wanted <= 0.05) return;
      const numbers = { share: share * 100, period: formatDuration(period), wanted, burn: rate };
      context.report({ message: 'rate', at: ['condition', 'burn'], data: { ...data, ...numbers } });
    },
  },
});
