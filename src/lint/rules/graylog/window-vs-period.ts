import { formatDuration, parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { graylog } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { isSource, sourceText } from '../../support/queries.ts';

/** What is compiled where nothing is said: src/providers/graylog/search.ts. */
const usual = { over: 300, every: '1m' };

export default defineRule({
  id: 'graylog/window-vs-period',
  summary: 'A search looks back at least as far as to the search before it.',
  why: 'A search over the last minute that runs every five minutes sees one minute out of five. Errors in the other four do not exist for it.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    gap: 'The search runs every {every} and looks {over} back, so it never sees the rest: use "over: {every}" or more, or run it more often.',
  },
  examples: {
    bad: [
      { alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '1m' }) },
      { alert: graylog('query: "level:3", every: 10m', { critical: 20 }) },
      { alert: graylog('query: "level:3"', { critical: 20, over: '30s' }) },
    ],
    good: [{ alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '5m' }) }],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'graylog', 'aggregation')) return;
      const over = measurementOf(alert)?.over ?? usual.over;
      const every = sourceText(alert, 'every') ?? usual.every;
      if (over >= (parseDuration(every) ?? 0)) return;
      const at = ['condition', 'over'];
      context.report({ message: 'gap', at, data: { every, over: formatDuration(over) } });
    },
  },
});
