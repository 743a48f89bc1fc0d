import { defineRule } from '../../rule.ts';
import { isEphemeral, isUnbounded } from '../../support/facets.ts';

export default defineRule({
  id: 'group/unbounded',
  summary: 'Groups whose number has no bound have a limit.',
  why: 'Grouped by user, request or address one outage opens thousands of alerts within a minute. The on-call tool throttles, and the one page that matters is among those it drops.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    perEvent:
      'There is a group for every "{facet}", without a bound: group by something with few values, or add "limit".',
    ephemeral: 'Every deployment brings new values of "{facet}": group by the service instead, or add "limit".',
  },
  examples: {
    bad: [
      { alert: 'groups: { by: [usr.id], notify: null, limit: null }\nmessage: Card payments fail' },
      { alert: 'groups: { by: { url: "@http.url" }, notify: null, limit: null }\nmessage: Card payments fail' },
      { alert: 'groups: { by: [service, pod_name], notify: [service], limit: null }\nmessage: Card payments fail' },
    ],
    good: [
      { alert: 'groups: { by: [acquirer], notify: null, limit: null }' },
      { alert: 'groups: { by: [service, pod_name], notify: [service], limit: 30 }\nmessage: Card payments fail' },
    ],
  },
  visit: {
    alert(alert, context) {
      const { groups } = alert;
      if (!groups || groups.limit !== undefined) return;
      const worst =
        groups.by.find(({ facet }) => isUnbounded(facet)) ?? groups.by.find(({ facet }) => isEphemeral(facet));
      if (!worst) return;
      const message = isUnbounded(worst.facet) ? 'perEvent' : 'ephemeral';
      context.report({ message, at: ['groups', 'by'], data: { facet: worst.facet } });
    },
  },
});
