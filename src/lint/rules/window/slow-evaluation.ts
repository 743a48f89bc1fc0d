import { defineRule } from '../../rule.ts';
import { measurementOf, written } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';

const day = 86_400;

export default defineRule({
  id: 'window/slow-evaluation',
  summary: 'A page is not evaluated every ten minutes only.',
  why: 'Datadog evaluates a window of a day every ten minutes and one of two days every half hour. That is fine for a trend and a surprise for a page.',
  presets: { recommended: 'info', strict: 'info', import: 'off' },
  messages: {
    slow: 'With a window of {over} Datadog evaluates this page every {minutes} minutes only: use a shorter window if that is too late.',
  },
  examples: {
    bad: [{ alert: 'condition: { over: 2d }\ncategory: business' }],
    good: [
      { alert: 'condition: { over: 5m }' },
      {
        because: 'a trend for the channel',
        alert: 'condition: { over: 2d }\npriority: P4\nnotify: { critical: { channel: default } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const over = measurementOf(alert)?.over ?? 0;
      if (over < day || !pagesOn(alert) || alert.source.vendor !== 'datadog') return;
      const at = ['condition', 'over'];
      context.report({ message: 'slow', at, data: { over: written(alert, at), minutes: over < 2 * day ? 10 : 30 } });
    },
  },
});
