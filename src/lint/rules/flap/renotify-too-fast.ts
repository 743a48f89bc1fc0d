import { defineRule } from '../../rule.ts';
import { written } from '../../support/measurement.ts';

export default defineRule({
  id: 'flap/renotify-too-fast',
  summary: 'A page is repeated every half hour at most.',
  why: 'Whoever was called is working on it. A reminder every five minutes interrupts exactly them, and teaches everybody else to mute the channel; for pages that nobody acknowledges there is the escalation.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    fast: 'This page is repeated every {every}: repeat it every 30m or less often, and let the escalation call the next person.',
  },
  examples: {
    bad: [{ alert: 'renotify: { every: 5m, max: 3 }' }],
    good: [
      { alert: 'renotify: { every: 30m, max: 3 }' },
      {
        because: 'a channel may be nagged',
        alert: 'renotify: { every: 5m, max: 3 }\npriority: P4\nnotify: { critical: { channel: default } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const every = alert.renotify?.every;
      const at = ['renotify', 'every'];
      if (every !== undefined && every < 1800 && alert.pages)
        context.report({ message: 'fast', at, data: { every: written(alert, at) } });
    },
  },
});
