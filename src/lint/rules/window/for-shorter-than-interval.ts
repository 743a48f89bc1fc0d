import { formatDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { graylog, queue, watchedBroker } from '../../support/examples.ts';
import { evaluationInterval } from '../../support/look-interval.ts';
import { measurementOf, written } from '../../support/measurement.ts';

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
    bad: [
      { alert: graylog('query: "level:3", every: 10m', { critical: 20, over: '10m', for: '5m' }) },
      {
        because: '`alerts watch` looks at the broker every minute',
        alert: queue('ready', { critical: 5000, recovery: 1000, for: '1m' }),
        project: watchedBroker('every: 1m'),
      },
    ],
    good: [
      { alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '10m', for: '15m' }) },
      { alert: queue('ready', { critical: 5000, recovery: 1000, for: '5m' }), project: watchedBroker('every: 1m') },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.for === undefined) return;
      const interval = evaluationInterval(alert, context.project);
      if (interval === undefined || condition.for > interval) return;
      const at = ['condition', 'for'];
      const data = { interval: formatDuration(interval), for: written(alert, at), least: formatDuration(2 * interval) };
      context.report({ message: 'short', at, data });
    },
  },
});
