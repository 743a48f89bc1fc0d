import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { isSource, sourcePath, sourceText } from '../../support/queries.ts';

export default defineRule({
  id: 'probe/interval',
  summary: 'A tier-1 application is probed every minute.',
  why: 'A probe every five minutes, with its confirmations, tells after ten what customers write after two.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    seldom: 'A tier-1 application is probed only every {every}: use "every: 1m".',
  },
  examples: {
    bad: [
      { alert: uptime({ downFor: '15m', confirmations: 2 }, '', 'every: 5m, regions: [london, paris], contains: ok') },
    ],
    good: [
      { alert: uptime({ downFor: '5m', confirmations: 2 }) },
      {
        because: 'tier 3',
        alert: uptime({ downFor: '15m', confirmations: 2 }, '', 'every: 5m, regions: [london, paris], contains: ok'),
        application: 'tier: 3',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const every = sourceText(alert, 'every');
      if (!isSource(alert, 'statuscake', 'uptime') || every === undefined || context.application?.tier !== 1) return;
      if ((parseDuration(every) ?? 0) > 60)
        context.report({ message: 'seldom', at: sourcePath(alert, 'every'), data: { every } });
    },
  },
});
