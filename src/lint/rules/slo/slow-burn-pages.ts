import { defineRule } from '../../rule.ts';
import { burn, sloDocument } from '../../support/examples.ts';
import { written } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';

const files = { 'payments/slo.yaml': sloDocument(0.999) };

export default defineRule({
  id: 'slo/slow-burn-pages',
  summary: 'A slow burn of the error budget opens a ticket, not the bedroom door.',
  why: 'A budget that would last another ten days can wait for the morning. Pages about it are acknowledged and forgotten, and they are what people remember when the fast burn comes.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    slow: 'A burn over {long} leaves days to react, so it should not page: send it to the channel, for example with "priority: P4" and no "on-call".',
  },
  examples: {
    bad: [{ alert: burn({ burn: 3, long: '1d', short: '2h' }), files }],
    good: [
      {
        alert: burn({ burn: 3, long: '1d', short: '2h' }, 'priority: P4\nnotify: { critical: { channel: default } }'),
        files,
      },
      { alert: burn({ burn: 14.4, long: '1h', short: '5m' }), files },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.condition.kind !== 'burn' || alert.condition.long < 86_400 || !pagesOn(alert)) return;
      const at = ['condition', 'long'];
      context.report({ message: 'slow', at, data: { long: written(alert, at) } });
    },
  },
});
