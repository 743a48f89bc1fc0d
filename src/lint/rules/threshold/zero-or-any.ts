import { defineRule } from '../../rule.ts';
import { counted } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';
import { countsEvents } from '../../support/queries.ts';

/** Categories in which a single event may well be worth a page. */
const precious = new Set(['security', 'data-quality', 'dead-letter', 'business', 'heartbeat', 'consumers', 'no-data']);

export default defineRule({
  id: 'threshold/zero-or-any',
  summary: 'A page needs more than one single error.',
  why: 'Systems of any size fail now and then. An alert that pages at the first error pages about retries and curious users, until nobody opens it any more.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    any: 'This pages at the first event ("{is}: {critical}"): page at a number or share that users notice, and send single ones to the channel.',
  },
  examples: {
    bad: [{ alert: counted({ is: 'above', critical: 0 }) }, { alert: counted({ is: 'at-least', critical: 1 }) }],
    good: [
      { alert: counted({ critical: 20 }) },
      {
        because: 'one wrong amount is worth a page',
        alert: counted({ is: 'at-least', critical: 1 }, 'category: data-quality'),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.critical === undefined || !pagesOn(alert) || !countsEvents(alert)) return;
      if (precious.has(alert.category ?? '')) return;
      const { is, critical } = condition;
      if ((is === 'above' && critical >= 0 && critical < 1) || (is === 'at-least' && critical > 0 && critical <= 1))
        context.report({ message: 'any', at: ['condition', 'critical'], data: { is, critical } });
    },
  },
});
