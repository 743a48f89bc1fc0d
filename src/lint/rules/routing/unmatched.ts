import { defineRule } from '../../rule.ts';
import { possibleRoutes } from '../../support/possible-routes.ts';
import { pagesOn } from '../../support/paging.ts';

export default defineRule({
  id: 'routing/unmatched',
  summary: 'Every alert that pages is matched by a routing rule.',
  why: 'The alert says "on-call", the routing knows nothing about it: it is created in the on-call tool and lies there. Nobody is called, and nobody notices.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    never:
      'This alert pages as {priority}, but no routing rule of squad "{squad}" matches it, so nobody is called: add a rule, or a last one without "when".',
    quiet:
      'This alert pages as {priority}, but the routing of squad "{squad}" sends all of that to nobody: notify a channel instead of "on-call", or change the routing.',
  },
  examples: {
    bad: [
      { alert: 'priority: P3', squad: 'routing: [{ when: { priority: [P1, P2] }, to: { escalation: off-hours } }]' },
      {
        alert: 'priority: P3',
        squad: 'routing: [{ when: { priority: [P1, P2] }, to: { escalation: off-hours } }, { to: none }]',
      },
    ],
    good: [
      {
        alert: 'priority: P1',
        squad: 'routing: [{ when: { priority: [P1, P2] }, to: { escalation: off-hours } }, { to: none }]',
      },
      {
        because: 'in working hours somebody is called',
        alert: 'priority: P3',
        squad: 'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { to: none }]',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const found = pagesOn(alert) ? possibleRoutes(alert, context) : undefined;
      if (!found) return;
      const data = { priority: alert.priority, squad: found.squad };
      if (found.targets.length === 0) context.report({ message: 'never', at: ['priority'], data });
      else if (found.targets.every((target) => target === 'none'))
        context.report({ message: 'quiet', at: ['priority'], data });
    },
  },
});
