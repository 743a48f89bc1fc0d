import type { ResolvedAlert } from '../../../definitions/types.ts';
import { formatDuration } from '../../../definitions/values/duration.ts';
import { defineRule, type ApplicationView, type RuleContext } from '../../rule.ts';
import { sloDocument } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';
import { periodOf, targetsOf } from '../../support/slo.ts';

const urgent = new Set(['errors', 'availability', 'latency']);
const burnAlert =
  '{ description: Budget burns, priority: P4, source: { slo: checkout-available }, condition: { burn: 14.4, long: 1h, short: 5m } }';

export default defineRule({
  id: 'window/too-long',
  summary: 'A page on an outage comes before the error budget is gone.',
  why: 'An SLO of 99.9% allows 43 minutes of outage per month. An alert that looks at an hour before it pages spends them all before anybody is called.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    budget:
      'This pages after up to {window}, but the SLO "{slo}" allows {budget} of outage in its whole period: shorten the window, or page on the burn rate.',
    slow: 'This {priority} pages after up to {window}: an outage of a tier-1 application should be known within the hour.',
  },
  examples: {
    bad: [
      { alert: 'condition: { over: 2h }' },
      {
        because: 'the SLO allows 43 minutes',
        alert: 'condition: { over: 50m }',
        application: `alerts: { budget: ${burnAlert} }`,
        files: { 'payments/slo.yaml': sloDocument(0.999) },
      },
    ],
    good: [
      { alert: 'condition: { over: 5m }' },
      {
        because: 'the SLO allows seven hours',
        alert: 'condition: { over: 50m }',
        application: `alerts: { budget: ${burnAlert} }`,
        files: { 'payments/slo.yaml': sloDocument(0.99) },
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !pagesOn(alert) || !urgent.has(alert.category ?? '')) return;
      if (alert.priority !== 'P1' && alert.priority !== 'P2') return;
      const seconds = (condition.over ?? 0) + (condition.for ?? 0) + (condition.delay ?? 0);
      const window = formatDuration(seconds);
      const at = ['condition', condition.over === undefined ? 'for' : 'over'];
      const tightest = budgetsOf(context.application, alert, context).sort((a, b) => a.seconds - b.seconds)[0];
      if (tightest && seconds > tightest.seconds)
        context.report({
          message: 'budget',
          at,
          data: { window, slo: tightest.slo, budget: formatDuration(Math.round(tightest.seconds / 60) * 60) },
        });
      else if (!tightest && context.application?.tier === 1 && seconds > 3600)
        context.report({ message: 'slow', at, data: { window, priority: alert.priority } });
    },
  },
});

/** The outage that each SLO of the application allows, as far as its alerts name SLOs. */
function budgetsOf(
  application: ApplicationView | undefined,
  alert: ResolvedAlert,
  context: RuleContext<never>,
): { slo: string; seconds: number }[] {
  const others =
    application?.alerts.filter(
      ({ source, environment }) => source.vendor === 'slo' && environment === alert.environment,
    ) ?? [];
  return [...new Set(others.map((one) => String(one.source.fields['id'])))].flatMap((slo) => {
    const document = context.find('OpenSLO', slo);
    const period = periodOf(document);
    const target = targetsOf(document)[0]?.target;
    return period === undefined || target === undefined || target >= 1 ? [] : [{ slo, seconds: period * (1 - target) }];
  });
}
