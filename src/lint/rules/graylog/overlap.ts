import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { graylog, graylogServer } from '../../support/examples.ts';
import { measurementOf, written } from '../../support/measurement.ts';
import { isSource, sourceText } from '../../support/queries.ts';
import { repeatsItself } from '../../support/repetition.ts';

const overlapping = graylog('query: "level:3", every: 5m', { critical: 20, over: '30m' });

export default defineRule({
  id: 'graylog/overlap',
  summary: 'A search that sees the same messages again stays quiet about them.',
  why: 'A search over half an hour that runs every five minutes finds the same errors six times, and notifies six times.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    again:
      'The same messages are found again every {every} for {over}: add "renotify.every" of at least {over}, or look back only {every}.',
  },
  examples: {
    bad: [{ alert: `${overlapping}renotify: null`, project: 'defaults: null' }],
    good: [
      { alert: `${overlapping}renotify: { every: 30m }` },
      { alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '5m' }, 'renotify: null') },
      {
        because: 'requests to the on-call backend are one alert while it is open',
        alert: `${overlapping}renotify: null\nenvironments: [production]`,
        project: `defaults: null\n${graylogServer('onCallKey: { env: GRAYLOG_ON_CALL_KEY }')}`,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const over = measurementOf(alert)?.over ?? 0;
      const every = isSource(alert, 'graylog', 'aggregation') ? sourceText(alert, 'every') : undefined;
      if (every === undefined || !repeatsItself(alert, context.project)) return;
      if (over <= (parseDuration(every) ?? over) || (alert.renotify?.every ?? 0) >= over) return;
      context.report({
        message: 'again',
        at: ['renotify', 'every'],
        data: { every, over: written(alert, ['condition', 'over']) },
      });
    },
  },
});
