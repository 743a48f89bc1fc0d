import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { measurementOf, measuresTime, wholeOf, written } from '../../support/measurement.ts';
import { pagesOn } from '../../support/paging.ts';
import { countsEvents } from '../../support/queries.ts';

/** Where a value swings around its threshold; counters, certificates and ages of jobs move in one direction. */
const steady = new Set([
  'heartbeat',
  'certificate',
  'dead-letter',
  'consumers',
  'no-data',
  'data-quality',
  'security',
  'slo-burn',
]);

export default defineRule({
  id: 'threshold/recovery-missing',
  summary: 'An alert that pages on a value that swings has a recovery threshold.',
  why: 'A latency or a share that moves around its threshold opens and closes the alert all night. A recovery threshold a little away from it turns ten pages into one.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    missing:
      'This pages at {critical} and recovers at the same value, so it flaps while the value moves around it: add "recovery".',
  },
  examples: {
    bad: [{ alert: 'condition: { recovery: null }\noverrides: null' }],
    good: [
      { alert: 'condition: { critical: 5%, recovery: 3% }' },
      {
        because: 'nobody is woken',
        alert:
          'priority: P4\nnotify: { critical: { channel: default } }\ncondition: { recovery: null }\noverrides: null',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition?.critical || condition.recovery !== undefined || !pagesOn(alert) || !swings(alert)) return;
      context.report({
        message: 'missing',
        at: ['condition', 'critical'],
        key: true,
        data: { critical: written(alert, ['condition', 'critical']) },
      });
    },
  },
});

function swings(alert: ResolvedAlert): boolean {
  if (alert.source.vendor !== 'datadog' && alert.source.vendor !== 'rabbitmq') return false;
  if (steady.has(alert.category ?? '') || countsEvents(alert)) return false;
  const level = ['latency', 'saturation', 'errors', 'backlog'].includes(alert.category ?? '');
  return level || measuresTime(alert) || wholeOf(alert) !== undefined;
}
