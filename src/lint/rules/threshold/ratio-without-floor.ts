import { defineRule } from '../../rule.ts';
import { measurementOf, wholeOf } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';
import { isRatioOfEvents } from '../../support/queries.ts';

export default defineRule({
  id: 'threshold/ratio-without-floor',
  summary: 'An alert that pages on a share of events has a minimum of events.',
  why: 'At four in the morning one failure out of two requests is 50%. Without a floor the quietest hours page most, about nothing.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing:
      'This pages on a share without a minimum of events, so a single failure in a quiet hour pages: add "atLeast", for example `atLeast: { {query}: 50 }`.',
  },
  examples: {
    bad: [
      { alert: 'condition: { atLeast: null }' },
      {
        because: 'an APM error rate',
        alert:
          'source: { datadog: { apm: { service: checkout-api, operation: http.request, measure: error-rate } } }\ncondition: { atLeast: null, reduce: null }',
      },
    ],
    good: [
      { alert: 'condition: { atLeast: { requests: 50 } }' },
      {
        because: 'the channel may hear of it',
        alert: 'priority: P4\nnotify: { critical: { channel: default } }\ncondition: { atLeast: null }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !pagesOn(alert) || !isRatioOfEvents(alert)) return;
      if (Object.keys(condition.atLeast ?? {}).length > 0) return;
      if (wholeOf(alert) === undefined && alert.source.unit !== undefined) return;
      const query = alert.source.type === 'apm' ? 'hits' : 'requests';
      context.report({ message: 'missing', at: ['condition', 'atLeast'], data: { query } });
    },
  },
});
