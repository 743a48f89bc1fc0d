import { defineRule } from '../../rule.ts';
import { pagingEscalations } from '../../support/routing.ts';

export default defineRule({
  id: 'routing/first-step-calls',
  summary: 'The first step of an escalation calls a person.',
  why: 'A message in a chat channel wakes nobody. As long as the first step only writes there, the page waits for the second one.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    channel:
      'The first step of "{escalation}" only writes to a channel, which wakes nobody: notify the schedule, and the channel next to it.',
  },
  examples: {
    bad: [
      {
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ channel: incidents }] }, { after: 5m, notify: [{ squad: payments, take: everyone }] }] }',
      },
    ],
    good: [
      {
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }, { channel: incidents }] }, { after: 5m, notify: [{ squad: payments, take: everyone }] }] }',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { id, steps } of pagingEscalations(squad)) {
        const [first] = steps;
        if (first?.notify.every((target) => target.channel !== undefined))
          context.report({ message: 'channel', at: first.path, data: { escalation: id } });
      }
    },
  },
});
