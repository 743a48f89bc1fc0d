import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { graylog } from '../../support/examples.ts';
import { measurementOf, written } from '../../support/measurement.ts';
import { isSource, sourceText } from '../../support/queries.ts';

export default defineRule({
  id: 'graylog/window-vs-period',
  summary: 'A search looks back at least as far as to the search before it.',
  why: 'A search over the last minute that runs every five minutes sees one minute out of five. Errors in the other four do not exist for it.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    gap: 'The search runs every {every} and looks {over} back, so it never sees the rest: use "over: {every}" or more, or run it more often.',
  },
  examples: {
    bad: [{ alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '1m' }) }],
    good: [{ alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '5m' }) }],
  },
  visit: {
    alert(alert, context) {
      const over = measurementOf(alert)?.over;
      const every = isSource(alert, 'graylog', 'aggregation') ? sourceText(alert, 'every') : undefined;
      if (over === undefined || every === undefined || over >= (parseDuration(every) ?? 0)) return;
      const at = ['condition', 'over'];
      context.report({ message: 'gap', at, data: { every, over: written(alert, at) } });
    },
  },
});
