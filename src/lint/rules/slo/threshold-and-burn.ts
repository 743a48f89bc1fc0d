import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { sloDocument } from '../../support/examples.ts';
import { pagesOn } from '../../support/paging.ts';
import { metricNames, metricQueries } from '../../support/queries.ts';
import { sloMetrics } from '../../support/slo.ts';

const burning =
  'alerts: { budget: { description: Budget burns, priority: P1, category: slo-burn, source: { slo: checkout-available }, condition: { burn: 14.4, long: 1h, short: 5m } } }';
const files = { 'payments/slo.yaml': sloDocument(0.999) };
const ungrouped = 'groups: null\nmessage: Payments fail\n';

export default defineRule({
  id: 'slo/threshold-and-burn',
  summary: 'A raw error threshold and the burn rate of the same signal do not both page.',
  why: 'One outage, two pages, two runbooks: whoever is called looks for the second problem. The burn rate already knows how bad it is; the threshold belongs in the channel.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    twice:
      'The burn rate "{burn}" pages about the same metric: send this one to the channel ("priority: P4"), where it helps with the diagnosis.',
  },
  examples: {
    bad: [{ alert: ungrouped, application: burning, files }],
    good: [
      { alert: `${ungrouped}priority: P4\nnotify: { critical: { channel: default } }`, application: burning, files },
    ],
  },
  visit: {
    application(application, context) {
      const paging = application.alerts.filter((alert) => pagesOn(alert));
      for (const burn of paging.filter(({ source }) => source.vendor === 'slo')) {
        const metrics = sloMetrics(context.find('OpenSLO', String(burn.source.fields['id'])));
        for (const alert of paging) {
          if (alert.environment !== burn.environment || !isRaw(alert)) continue;
          if (!metricsOf(alert).some((metric) => metrics.has(metric))) continue;
          const { node } = alert.origin(['description']);
          context.report({ message: 'twice', at: node, data: { burn: burn.id } });
        }
      }
    },
  },
});

/** A plain error or availability alert; one per group says what the burn rate cannot. */
function isRaw(alert: ResolvedAlert): boolean {
  return (
    (alert.category === 'errors' || alert.category === 'availability') &&
    alert.groups === undefined &&
    alert.source.vendor !== 'slo'
  );
}

function metricsOf(alert: ResolvedAlert): string[] {
  const { type, fields } = alert.source;
  if (type === 'apm') return ['hits', 'errors'].map((name) => `trace.${String(fields['operation'])}.${name}`);
  return metricQueries(alert).flatMap(({ text }) => metricNames(text));
}
