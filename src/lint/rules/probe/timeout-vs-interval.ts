import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { sourcePath, sourceText } from '../../support/queries.ts';

const calm = { downFor: '5m', confirmations: 2 };

export default defineRule({
  id: 'probe/timeout-vs-interval',
  summary: 'A probe gives up before its next attempt.',
  why: 'A probe that waits longer than its interval overlaps with itself: the slow service gets more requests the slower it is.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    long: 'The probe waits {timeout} for an answer, and starts again every {every}: use a shorter timeout, what a customer would wait.',
  },
  examples: {
    bad: [{ alert: uptime(calm, '', 'every: 1m, timeout: 60s, regions: [london, paris], contains: ok') }],
    good: [{ alert: uptime(calm, '', 'every: 1m, timeout: 15s, regions: [london, paris], contains: ok') }],
  },
  visit: {
    alert(alert, context) {
      const [timeout, every] = [sourceText(alert, 'timeout'), sourceText(alert, 'every')];
      if (alert.source.vendor !== 'statuscake' || timeout === undefined || every === undefined) return;
      if ((parseDuration(timeout) ?? 0) < (parseDuration(every) ?? Infinity)) return;
      context.report({ message: 'long', at: sourcePath(alert, 'timeout'), data: { timeout, every } });
    },
  },
});
