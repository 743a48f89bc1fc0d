import { defineRule } from '../../rule.ts';
import { uptime } from '../../support/examples.ts';
import { pagesOn } from '../../support/paging.ts';
import { repeatsItself } from '../../support/repetition.ts';

export default defineRule({
  id: 'flap/renotify-missing',
  summary: 'A P1 that stays open is repeated.',
  why: 'A page that was acknowledged in half sleep is forgotten. A repetition after half an hour is the only thing that brings it back.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    missing:
      'This P1 is sent once; acknowledged and forgotten, it stays open unseen: add "renotify: { every: 30m, max: 3 }", or a default for P1.',
  },
  examples: {
    bad: [{ alert: 'renotify: null', project: 'defaults: null' }],
    good: [
      { alert: 'renotify: { every: 1h, max: 3 }' },
      { because: 'a P3 can wait', alert: 'priority: P3\nrenotify: null', project: 'defaults: null' },
      {
        because: 'StatusCake tells once; the escalation calls on',
        alert: uptime({ downFor: '2m' }, 'priority: P1\nrenotify: null'),
        project: 'defaults: null',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.priority !== 'P1' || !pagesOn(alert) || !repeatsItself(alert, context.project)) return;
      if (alert.renotify?.every === undefined) context.report({ message: 'missing', at: ['priority'] });
    },
  },
});
