import { defineRule } from '../../rule.ts';
import { possibleRoutes } from '../../support/possible-routes.ts';
import { pagesOn } from '../../support/paging.ts';

export default defineRule({
  id: 'routing/page-to-none',
  summary: 'A P1 or P2 calls somebody at any hour.',
  why: 'P1 and P2 mean that customers are without service. Routed to nobody at night, the outage is found by the first customer who writes in the morning.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    none: 'At some hours the routing of squad "{squad}" sends this {priority} to nobody: route {priority} to an escalation before "to: none", or lower the priority.',
  },
  examples: {
    bad: [{ squad: 'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { to: none }]' }],
    good: [
      {
        squad:
          'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { priority: [P1, P2] }, to: { escalation: off-hours } }, { to: none }]',
      },
      {
        because: 'it is evaluated in these hours only',
        alert: 'active: business',
        squad: 'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { to: none }]',
      },
      {
        because: 'a P3 can wait',
        alert: 'priority: P3',
        squad: 'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { to: none }]',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      if ((alert.priority !== 'P1' && alert.priority !== 'P2') || !pagesOn(alert)) return;
      const found = possibleRoutes(alert, context);
      if (!found?.targets.includes('none') || found.targets.every((target) => target === 'none')) return;
      context.report({ message: 'none', at: ['priority'], data: { priority: alert.priority, squad: found.squad } });
    },
  },
});
