import { defineRule } from '../../rule.ts';
import { graylog, redash, warehouse } from '../../support/examples.ts';
import { written } from '../../support/measurement.ts';
import { countsRepetitions } from '../../support/repetition.ts';

export default defineRule({
  id: 'flap/renotify-unbounded',
  summary: 'Repetitions end at some time.',
  why: 'An alert that repeats for ever fills the channel over a long weekend, and everything else that happened there is scrolled away.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    unbounded: 'This is repeated every {every} without an end: add "max", for example 3.',
  },
  examples: {
    bad: [{ alert: 'renotify: { every: 1h, max: null }' }],
    good: [
      { alert: 'renotify: { every: 1h, max: 3 }' },
      {
        because: 'Graylog has no limit',
        alert: graylog('query: "level:3", every: 5m', { critical: 20, over: '5m' }, 'renotify: { every: 30m }'),
        project: 'defaults: null',
      },
      {
        because: 'Redash has no limit',
        alert: redash('select 1 as n', 'every: 5m', { is: 'below', critical: 20 }, 'renotify: { every: 30m }'),
        project: `defaults: null\n${warehouse}`,
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.renotify?.every === undefined || alert.renotify.max !== undefined) return;
      if (!countsRepetitions(alert)) return;
      const at = ['renotify', 'every'];
      context.report({ message: 'unbounded', at, data: { every: written(alert, at) } });
    },
  },
});
