import { formatDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';

export default defineRule({
  id: 'window/too-short',
  summary: 'A page looks at five minutes at least.',
  why: 'Most dips heal within two or three minutes: a deployment, a failover, a full garbage collection. Whoever is woken for them finds a green chart, and will take longer to get up the next time.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    short:
      'This pages on {window} of data, which a deployment or a failover fills: use "over: 5m" or more, or add "for".',
  },
  examples: {
    bad: [{ alert: 'condition: { over: 1m }' }],
    good: [
      { alert: 'condition: { over: 5m }' },
      { because: 'it must hold', alert: gauge({ critical: '90%', recovery: '80%', over: '', for: '5m' }) },
      {
        because: 'nobody is woken',
        alert: 'condition: { over: 1m }\npriority: P4\nnotify: { critical: { channel: default } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || !pagesOn(alert) || (condition.over ?? condition.for) === undefined) return;
      const window = Math.max(condition.over ?? 0, condition.for ?? 0);
      if (window >= 300) return;
      const field = condition.over === undefined ? 'for' : 'over';
      context.report({ message: 'short', at: ['condition', field], data: { window: formatDuration(window) } });
    },
  },
});
