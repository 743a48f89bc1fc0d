import { defineRule } from '../../rule.ts';
import { isEphemeral } from '../../support/facets.ts';

export default defineRule({
  id: 'group/ephemeral-new-group-delay',
  summary: 'A new pod or container gets some minutes before it is judged.',
  why: 'A pod that starts has cold caches, no memory yet and no traffic. Judged from its first minute on, every deployment raises alarms.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    missing:
      'Every deployment brings new values of "{facet}", which are judged while they start: add "newGroupDelay", for example 5m.',
  },
  examples: {
    bad: [
      {
        alert:
          'groups: { by: [service, pod_name], notify: [service], limit: 30, newGroupDelay: null }\nmessage: Card payments fail',
      },
    ],
    good: [
      {
        alert:
          'groups: { by: [service, pod_name], notify: [service], limit: 30, newGroupDelay: 5m }\nmessage: Card payments fail',
      },
      { because: 'acquirers stay', alert: 'groups: { by: [acquirer], newGroupDelay: null }' },
    ],
  },
  visit: {
    alert(alert, context) {
      const { groups } = alert;
      const group = groups?.by.find(({ facet }) => isEphemeral(facet));
      if (!group || groups?.newGroupDelay !== undefined) return;
      if (alert.source.vendor === 'datadog')
        context.report({ message: 'missing', at: ['groups', 'newGroupDelay'], data: { facet: group.facet } });
    },
  },
});
