import { defineRule } from '../../rule.ts';
import { logs } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';
import { isSource } from '../../support/queries.ts';

const few = { is: 'below', critical: 5, noData: 'notify' };

export default defineRule({
  id: 'nodata/log-below-grouped',
  summary: 'An alert on too few logs is not grouped.',
  why: 'A group without any log does not exist for a log monitor, so it cannot be below anything. The alert fires for a group that still logs a little, and only when all groups are silent for the rest: the host that died is never seen.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    grouped:
      'A group that logs nothing does not exist for this alert, so its silence is never seen: remove the groups and write one alert per group, or count a metric instead.',
  },
  examples: {
    bad: [{ alert: logs(few, 'groups: { by: [acquirer], limit: 20 }\ncategory: traffic\nactive: business') }],
    good: [{ alert: logs(few, 'groups: null\nmessage: Few logs\ncategory: traffic\nactive: business') }],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (!condition || firesAbove(condition) || !alert.groups) return;
      if (isSource(alert, 'datadog', 'logs')) context.report({ message: 'grouped', at: ['groups', 'by'], key: true });
    },
  },
});
