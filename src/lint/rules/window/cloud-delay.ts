import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { measurementOf, written } from '../../support/measurement.ts';
import { metricNames, metricQueries } from '../../support/queries.ts';

/** Metrics that Datadog fetches from a cloud's API; those of its own Lambda extension arrive at once. */
const fetched = /^(aws|gcp|azure|oci|alibabacloud)\./;
const direct = /^aws\.lambda\.enhanced\./;
const size = 'max:aws.rds.cpuutilization{env:${dd}}';

export default defineRule({
  id: 'window/cloud-delay',
  summary: 'An alert on metrics of a cloud provider looks 15 minutes back.',
  why: 'Datadog reads these metrics from the provider, which publishes them up to a quarter of an hour late. Without a delay the newest minutes are missing: the alert sees a drop or no data that is none, and pages.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing: '{metric} arrives up to 15 minutes late: add "delay: 15m", or a drop is seen that is none.',
    short: '{metric} arrives up to 15 minutes late, and this looks only {delay} back: use "delay: 15m".',
  },
  examples: {
    bad: [
      { alert: gauge({ critical: 90, recovery: 80 }, '', size, 'percent') },
      { alert: gauge({ critical: 90, recovery: 80, delay: '1m' }, '', size, 'percent') },
    ],
    good: [
      { alert: gauge({ critical: 90, recovery: 80, delay: '15m' }, '', size, 'percent') },
      { because: 'our own metric', alert: gauge({ critical: '90%', recovery: '80%' }) },
    ],
  },
  visit: {
    alert(alert, context) {
      const condition = measurementOf(alert);
      const metrics = metricQueries(alert).flatMap(({ text }) => metricNames(text));
      const metric = metrics.find((name) => fetched.test(name) && !direct.test(name));
      if (!condition || metric === undefined || (condition.delay ?? 0) >= 900) return;
      const message = condition.delay === undefined ? 'missing' : 'short';
      const at = ['condition', 'delay'];
      context.report({ message, at, data: { metric, delay: written(alert, at) } });
    },
  },
});
