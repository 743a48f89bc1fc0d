import type { ResolvedAlert } from '../../../definitions/types.ts';
import { globMatches } from '../../../definitions/values/glob.ts';
import { defineRule } from '../../rule.ts';
import { queue } from '../../support/examples.ts';
import { isDeadLetterQueue, isSource, metricQueries } from '../../support/queries.ts';

const depth = queue('ready', { critical: 5000, recovery: 1000, reduce: 'min' });
const consumers =
  'alerts: { consumers: { description: No consumer, priority: P4, category: consumers, source: { rabbitmq: { queue: { connection: broker, vhost: /, name: emails, measure: consumers } } }, condition: { is: below, critical: 1, over: 5m, reduce: max, noData: notify } } }';

export default defineRule({
  id: 'rabbit/depth-alone',
  summary: 'Next to the depth of a queue its consumers or the age of its messages are watched.',
  why: 'A deep queue is normal after a campaign, and a short one is no comfort when nobody consumes it. Only consumers and age say whether the work gets done.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    alone:
      'Only the depth of "{queue}" is watched, which says little by itself: add an alert on its consumers ("below 1") or on the age of its oldest message.',
  },
  examples: {
    bad: [{ alert: depth }],
    good: [{ alert: depth, application: consumers }],
  },
  visit: {
    application(application, context) {
      for (const alert of application.alerts) {
        const name = queueOf(alert, ['ready', 'total']);
        if (name === undefined || isDeadLetterQueue(name) || alert.category === 'dead-letter') continue;
        const others = application.alerts.filter((other) => other.environment === alert.environment && other !== alert);
        if (others.some((other) => saysMore(other, name))) continue;
        context.report({ message: 'alone', at: alert.origin(['source']).node, data: { queue: name } });
      }
    },
  },
});

function queueOf(alert: ResolvedAlert, measures: readonly string[]): string | undefined {
  const { fields } = alert.source;
  return isSource(alert, 'rabbitmq', 'queue') && measures.includes(String(fields['measure']))
    ? String(fields['name'])
    : undefined;
}

/** Whether an alert watches the consumers, age or throughput of the queue, at the broker or by a metric that names it. */
function saysMore(alert: ResolvedAlert, queueName: string): boolean {
  const name = queueOf(alert, ['consumers', 'oldest-age', 'deliver-rate', 'publish-rate']);
  if (name !== undefined) return globMatches(name, queueName) || globMatches(queueName, name);
  return metricQueries(alert).some(({ text }) => text.includes(queueName) && /age|consumer|lag|wait/i.test(text));
}
