import { defineRule } from '../../rule.ts';
import { counted } from '../../support/examples.ts';
import { firesAbove, measurementOf, written } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';
import { countsEvents } from '../../support/queries.ts';

const servesRequests = new Set(['http-service', 'frontend']);

export default defineRule({
  id: 'threshold/absolute-on-traffic',
  summary: 'A page on the errors of a service that serves requests looks at their share, not their number.',
  why: 'The number of errors grows with the traffic: what was a fault last year is an ordinary Monday next year, and at night the same fault stays below the number.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    absolute:
      'This pages at {critical} errors whatever the traffic: divide by the number of requests, or alert on the burn rate of an SLO.',
  },
  examples: {
    bad: [{ alert: counted({ critical: 20 }) }],
    good: [{ alert: 'condition: { critical: 5% }' }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !firesAbove(condition) || !pagesOn(alert) || alert.category !== 'errors') return;
      // The number of distinct users or customers does not grow with the requests.
      if (
        !countsEvents(alert) ||
        String(alert.source.fields['compute']).startsWith('unique') ||
        !context.application?.types.some((type) => servesRequests.has(type))
      )
        return;
      const critical = written(alert, ['condition', 'critical']);
      context.report({ message: 'absolute', at: ['condition', 'critical'], data: { critical } });
    },
  },
});
