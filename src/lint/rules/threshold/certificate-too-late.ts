import { formatDuration } from '../../../definitions/values/duration.ts';
import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';

const day = 86_400;
const inSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: day };

export default defineRule({
  id: 'threshold/certificate-too-late',
  summary: 'An expiring certificate is announced at least a week ahead.',
  why: 'Renewing needs a person, an order, sometimes a customer. Two days before the end it is a weekend with an outage.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    late: 'This certificate is announced {left} before it expires, which may be a weekend: say so at least 7d ahead.',
  },
  examples: {
    bad: [
      { alert: gauge({ is: 'below', critical: '2d' }, 'category: certificate', 'min:tls.days_left{env:${dd}}', 'd') },
    ],
    good: [
      { alert: gauge({ is: 'below', critical: '14d' }, 'category: certificate', 'min:tls.days_left{env:${dd}}', 'd') },
    ],
  },
  visit: {
    alert(alert, context) {
      const left = timeLeft(alert);
      if (left === undefined || left >= 7 * day) return;
      const field = alert.condition.kind === 'certificate' ? 'expiresWithin' : 'critical';
      context.report({ message: 'late', at: ['condition', field], data: { left: formatDuration(Math.round(left)) } });
    },
  },
});

/** The most time that anybody is given: by the warning, else by the critical threshold. */
function timeLeft(alert: ResolvedAlert): number | undefined {
  if (alert.condition.kind === 'certificate') return alert.condition.expiresWithin;
  const condition = measurementOf(alert);
  const factor = inSeconds[alert.source.unit ?? ''];
  if (!condition || firesAbove(condition) || alert.category !== 'certificate' || factor === undefined) return undefined;
  return Math.max(condition.critical ?? 0, condition.warning ?? 0) * factor;
}
