import { defineRule } from '../../rule.ts';
import { written } from '../../support/measurement.ts';

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
    good: [{ alert: 'renotify: { every: 1h, max: 3 }' }],
  },
  visit: {
    alert(alert, context) {
      if (alert.renotify?.every === undefined || alert.renotify.max !== undefined) return;
      const at = ['renotify', 'every'];
      context.report({ message: 'unbounded', at, data: { every: written(alert, at) } });
    },
  },
});
