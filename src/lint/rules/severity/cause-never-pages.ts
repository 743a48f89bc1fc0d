import type { ResolvedAlert } from '../../../definitions/types.ts';
import { nodeAt } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { isUrgent } from '../../support/importance.ts';
import { eachText } from '../../support/scalars.ts';

/** Metrics of machines: high values are the reason of something, or of nothing. */
const machine =
  /\b(?:system|docker|container|kubernetes|kubernetes_state|aws\.ec2|aws\.rds|gcp\.gce\.instance|azure\.vm|process|jvm)\.(?:[a-z0-9]+[._])*(?:cpu|cpuutilization|mem|memory|heap|gc|swap|disk|fs|load|io|inodes?|restarts?)(?![a-z0-9])[\w.]*/i;
const symptoms = new Set([
  'availability',
  'errors',
  'latency',
  'traffic',
  'business',
  'heartbeat',
  'slo-burn',
  'data-quality',
  'security',
]);

export default defineRule({
  id: 'severity/cause-never-pages',
  summary: 'Saturated processors, memory, disks and restarts are not P1 or P2.',
  why: 'A busy processor is what was paid for. Causes fire without harm and harm comes without them; symptoms page once, for any cause.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    cause:
      'This pages as {priority} on a cause ({cause}). Page on the symptom (failures, latency, no traffic), and make this P3 or lower.',
  },
  examples: {
    bad: [
      { alert: '{ category: capacity, priority: P2 }' },
      {
        alert: `
          { category: availability, priority: P2, overrides: null, groups: null, message: Hosts are busy,
            source: { datadog: { metric: { queries: { used: "avg:system.cpu.user{env:\${dd}}" }, unit: percent } } },
            condition: { critical: 90%, warning: null, recovery: 80%, warningRecovery: null, reduce: avg, atLeast: null } }`,
      },
    ],
    good: [
      { because: 'Failing payments are a symptom.' },
      {
        because: 'The age of the last success is a symptom, although it is read from the cluster.',
        alert: `
          { category: heartbeat, priority: P2, overrides: null, groups: null, message: Settlement has not run,
            source: { datadog: { metric: { queries: { age: "max:kubernetes_state.cronjob.duration_since_last_successful{env:\${dd}}" }, unit: s } } },
            condition: { critical: 26h, warning: null, recovery: null, warningRecovery: null, reduce: min, atLeast: null, noData: notify } }`,
      },
      { alert: '{ category: capacity, priority: P3 }' },
    ],
  },
  visit: {
    alert(alert, context) {
      if (!alert.pages || !isUrgent(alert.priority)) return;
      const cause = causeOf(alert);
      if (cause !== undefined)
        context.report({ message: 'cause', at: ['priority'], data: { priority: alert.priority, cause } });
    },
  },
});

function causeOf(alert: ResolvedAlert): string | undefined {
  const { category } = alert;
  if (category === 'saturation' || category === 'capacity') return `the category ${category}`;
  const source = nodeAt(alert.root, ['source']);
  let metric: string | undefined;
  if (source) eachText(source, (text) => (metric ??= machine.exec(text)?.[0]));
  // One machine metric among several of a symptom (failures per processor) is part of a measure, not a cause.
  const queries = alert.source.fields['queries'];
  const several = typeof queries === 'object' && queries !== null && Object.keys(queries).length > 1;
  return several && category !== undefined && symptoms.has(category) ? undefined : metric;
}
