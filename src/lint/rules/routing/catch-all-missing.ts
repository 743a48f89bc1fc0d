import { defineRule } from '../../rule.ts';
import { routingRules } from '../../support/routing.ts';

export default defineRule({
  id: 'routing/catch-all-missing',
  summary: 'The last routing rule applies to everything.',
  why: 'What no rule matches reaches nobody. A new priority, an hour between two spans, a holiday: it is only noticed when a page does not arrive.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    missing:
      'What matches none of the rules reaches nobody, without saying so: end with a rule without "when", if need be "to: none".',
  },
  examples: {
    bad: [
      {
        squad:
          'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { priority: [P1, P2] }, to: { escalation: off-hours } }]',
      },
    ],
    good: [
      {
        squad:
          'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { to: { escalation: off-hours } }]',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const last = routingRules(squad).at(-1);
      if (last?.when && Object.keys(last.when).length > 0) context.report({ message: 'missing', at: last.path });
    },
  },
});
