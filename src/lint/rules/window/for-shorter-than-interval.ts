import { formatDuration, parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { graylog } from '../../support/examples.ts';
import { measurementOf, written } from '../../support/measurement.ts';
import { sourceText } from '../../support/queries.ts';

export default defineRule({
  id: 'window/for-shorter-than-interval',
  summary: 'A condition that must hold does so for more than one evaluation.',
  why: 'A condition that must hold for less than the time between two evaluations holds after the first one: "for" looks like protection against blips and is none.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    short:
      'The condition is evaluated every {interval}, so "for: {for}" is over after one evaluation: use at least {least}.',
  },
  examples: {
    bad: [{ alert: graylog('query: "level:3", every: 10m', { critical: 20, over: '10m', for: '5m' }) }],
    good: [{ alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '10m', for: '15m' }) }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.for === undefined) return;
      const interval = parseDuration(sourceText(alert, 'every'));
      if (interval === undefined || condition.for > interval) return;
      const at = ['condition', 'for'];
      const data = { interval: formatDuration(interval), for: written(alert, at), least: formatDuration(2 * interval) };
      context.report({ message: 'short', at, data });
    },
  },
});
