import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule, type ApplicationView } from '../../rule.ts';

export default defineRule({
  id: 'routing/recipient-required',
  summary: 'An alert tells somebody when it is critical.',
  why: 'An alert without a recipient costs its evaluation and a line in every list, and during the outage it turns red for nobody.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    nobody:
      'Nobody hears of this alert when it is critical: name a channel or "on-call" in "notify.critical", or remove the alert.',
  },
  examples: {
    bad: [{ alert: 'notify: { critical: none }' }],
    good: [
      { alert: 'priority: P4\nnotify: { critical: { channel: default } }' },
      {
        because: 'it is part of a composite that tells somebody',
        alert: 'notify: { critical: none }',
        application:
          'alerts: { both: { description: Payments fail and wait, priority: P4, source: { datadog: { composite: { members: { failing: card-errors, waiting: pending-refunds }, formula: failing && waiting } } } } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if (alert.notify.critical.length > 0 || isMember(alert, context.application)) return;
      context.report({ message: 'nobody', at: ['notify', 'critical'] });
    },
  },
});

function isMember(alert: ResolvedAlert, application: ApplicationView | undefined): boolean {
  const names = new Set([alert.id, `${alert.application}/${alert.id}`]);
  return (application?.alerts ?? []).some(({ source }) => {
    const members = source.type === 'composite' ? (source.fields['members'] as object | undefined) : undefined;
    return Object.values(members ?? {}).some((member) => names.has(String(member)));
  });
}
