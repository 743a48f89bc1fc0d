import { parseDuration } from '../../../definitions/values/duration.ts';
import { daysBetween } from '../../../definitions/values/calendar.ts';
import { defineRule } from '../../rule.ts';
import { downtimeDocument, downtimeWindow } from '../../support/downtime.ts';

export default defineRule({
  id: 'life/downtime-past',
  summary: 'Downtimes that are over are removed.',
  why: 'Among old ones nobody sees the downtime that is still silencing something.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: { past: 'This downtime ended {days} days ago. Remove it; git remembers it.' },
  examples: {
    bad: [
      { files: { 'downtime.yaml': downtimeDocument('start: 2024-11-01T02:00, for: 1h') } },
      {
        files: {
          'downtime.yaml': downtimeDocument('start: 2024-01-01T02:00, for: 1h, repeat: daily, until: 2024-03-01'),
        },
      },
    ],
    good: [{ files: { 'downtime.yaml': downtimeDocument('start: 2098-11-01T02:00, for: 1h') } }],
  },
  visit: {
    document(document, context) {
      const window = downtimeWindow(document);
      if (!window) return;
      const last = window.repeat === undefined ? window.start : window.until;
      if (last === undefined) return;
      const length = Math.ceil((parseDuration(window.for) ?? 0) / 86_400);
      const days = daysBetween(last, context.today) - length;
      const at = ['window', window.repeat === undefined ? 'start' : 'until'];
      if (days > 7) context.report({ message: 'past', at, data: { days } });
    },
  },
});
