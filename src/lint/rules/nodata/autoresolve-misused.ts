import { defineRule } from '../../rule.ts';
import { counted, gauge } from '../../support/examples.ts';
import { measurementOf } from '../../support/measurement.ts';
import { isSparse, metricQueries } from '../../support/queries.ts';

export default defineRule({
  id: 'nodata/autoresolve-misused',
  summary: 'Resolving without data is for events and for groups that disappear.',
  why: 'A level that is reported all the time has no gaps while it is healthy. When its data stop, the exporter or the machine is gone, and resolving the alert then hides a live fault, which fires again when the data return.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    dense:
      'This value is reported all the time, so missing data mean a fault, and "noData: resolve" closes the alert on it: use "keep" or "notify".',
  },
  examples: {
    bad: [
      {
        alert: gauge(
          { critical: '90%', recovery: '80%', noData: 'resolve' },
          'groups: null\nmessage: The pool is full',
        ),
      },
    ],
    good: [
      { alert: gauge({ critical: '90%', recovery: '80%', noData: 'keep' }, 'groups: null\nmessage: The pool is full') },
      { because: 'events end', alert: counted({ critical: 20, noData: 'resolve' }) },
      {
        because: 'pods disappear',
        alert: gauge(
          { critical: '90%', recovery: '80%', noData: 'resolve' },
          'groups: { by: [service, pod_name], notify: [service], limit: 30 }\nmessage: Card payments fail',
        ),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      if (condition?.noData !== 'resolve' || alert.groups || isSparse(alert)) return;
      if (metricQueries(alert).some(({ text }) => /\.as_(count|rate)\(\)/.test(text))) return;
      if (alert.source.vendor === 'datadog' && alert.source.type === 'metric')
        context.report({ message: 'dense', at: ['condition', 'noData'] });
    },
  },
});
