import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { downtimeDocument, downtimeWindow } from '../../support/downtime.ts';

const longestDays = 60;

export default defineRule({
  id: 'life/mute-has-end',
  summary: `A downtime ends: one that repeats says until when, and one alone lasts at most ${longestDays} days.`,
  why: 'Forgotten mutes are the most common reason why an outage called nobody. The maintenance is over, the silence is not.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    open: 'This downtime repeats {repeat} for ever. Add "until", at most a year ahead; extending it takes a minute.',
    long: `This downtime lasts {length}, longer than ${longestDays} days. Disable or remove the alerts instead, with a reason.`,
    always:
      'This downtime repeats {repeat} and lasts {length}, so that the alerts are silent all the time. Shorten it.',
  },
  examples: {
    bad: [
      { files: { 'downtime.yaml': downtimeDocument('start: 2026-11-01T02:00, for: 1h, repeat: weekly') } },
      { files: { 'downtime.yaml': downtimeDocument('start: 2026-11-01T02:00, for: 90d') } },
      {
        files: {
          'downtime.yaml': downtimeDocument('start: 2026-11-01T02:00, for: 24h, repeat: daily, until: 2027-03-01'),
        },
      },
    ],
    good: [
      {
        files: {
          'downtime.yaml': downtimeDocument('start: 2026-11-01T02:00, for: 1h, repeat: weekly, until: 2027-03-01'),
        },
      },
      { files: { 'downtime.yaml': downtimeDocument('start: 2098-11-01T02:00, for: 2d') } },
    ],
  },
  visit: {
    document(document, context) {
      const window = downtimeWindow(document);
      if (!window) return;
      const { repeat, until, for: length } = window;
      const seconds = parseDuration(length) ?? 0;
      const period = { daily: 86_400, weekly: 604_800, monthly: 28 * 86_400 }[repeat ?? ''];
      if (repeat !== undefined && until === undefined)
        context.report({ message: 'open', at: ['window', 'repeat'], data: { repeat } });
      if (repeat !== undefined && period !== undefined && seconds >= period)
        context.report({ message: 'always', at: ['window', 'for'], data: { repeat, length } });
      else if (seconds > longestDays * 86_400)
        context.report({ message: 'long', at: ['window', 'for'], data: { length } });
    },
  },
});
