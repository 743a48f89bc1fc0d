import { defineRule } from '../../rule.ts';
import { counted } from '../../support/examples.ts';
import { firesAbove, measurementOf, written } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';
import { countsEvents } from '../../support/queries.ts';

const day = 86_400;

export default defineRule({
  id: 'threshold/below-without-hours',
  summary: 'A page on too little traffic says in which hours that is unusual.',
  why: 'Every night and every holiday is a collapse of the traffic. An alert on a low number pages then, until somebody lowers the number so far that it no longer sees an outage by day.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    always:
      'This pages when fewer than {critical} are counted, at night and on holidays too: add "active" with the hours in which that is unusual.',
  },
  examples: {
    bad: [{ alert: counted({ is: 'below', critical: 120, noData: 'notify' }, 'category: business') }],
    good: [
      { alert: counted({ is: 'below', critical: 120, noData: 'notify' }, 'category: business\nactive: business') },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || firesAbove(condition) || (condition.critical ?? 0) <= 1 || (condition.over ?? 0) >= day) return;
      if (!pagesOn(alert) || alert.active !== undefined || !countsEvents(alert)) return;
      if (alert.category !== 'business' && alert.category !== 'traffic') return;
      const at = ['condition', 'critical'];
      context.report({ message: 'always', at, data: { critical: written(alert, at) } });
    },
  },
});
