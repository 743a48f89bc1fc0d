import { defineRule } from '../../rule.ts';
import { check, counted } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';

export default defineRule({
  id: 'nodata/ok-hides-outage',
  summary: 'Missing data are not health for an alert on availability or traffic.',
  why: 'When everything is down, so is what measures it. An availability alert that takes silence for health turns green in the worst outage.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    hidden: 'In a total outage there are no data, and "noData: ok" calls that healthy: use "notify" or "keep".',
  },
  examples: {
    bad: [
      { alert: check({ failures: 5, recoveries: 2, noData: 'ok' }, 'category: availability') },
      { alert: counted({ is: 'below', critical: 100, noData: 'ok' }, 'category: traffic\nactive: business') },
    ],
    good: [
      { alert: check({ failures: 5, recoveries: 2, noData: 'notify' }, 'category: availability') },
      { because: 'a share of failures', alert: 'condition: { noData: ok }' },
    ],
  },
  visit: {
    alert(alert, context) {
      const { condition, category } = alert;
      if (!('noData' in condition) || condition.noData !== 'ok') return;
      const measurement = measurementOf(alert);
      const silent = condition.kind === 'check' || (measurement !== undefined && !firesAbove(measurement));
      if (silent && (category === 'availability' || category === 'traffic'))
        context.report({ message: 'hidden', at: ['condition', 'noData'] });
    },
  },
});
