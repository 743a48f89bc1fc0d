import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { pagesOn } from '../../support/paging.ts';

export default defineRule({
  id: 'probe/confirmations',
  summary: 'A probe that pages is confirmed by two further locations.',
  why: 'Between one probe and your service lies half of the internet. Most of what a single location sees as an outage is a router somewhere else.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    few: 'This pages when {count} further locations confirm; a network fault far away is enough: use "confirmations: 2" or more.',
  },
  examples: {
    bad: [{ alert: uptime({ downFor: '5m' }) }, { alert: uptime({ downFor: '5m', confirmations: 1 }) }],
    good: [
      { alert: uptime({ downFor: '5m', confirmations: 2 }) },
      {
        because: 'nobody is woken',
        alert: uptime({ downFor: '5m' }, 'priority: P4\nnotify: { critical: { channel: default } }'),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.condition.kind !== 'probe' || !pagesOn(alert)) return;
      const count = alert.condition.confirmations ?? 0;
      if (count < 2) context.report({ message: 'few', at: ['condition', 'confirmations'], data: { count } });
    },
  },
});
