import { formatDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { pagingEscalations, startOf } from '../../support/routing.ts';

const minutes = (count: number): number => count * 60;

export default defineRule({
  id: 'routing/escalation-delay',
  summary: 'An escalation starts at once, and leaves three to thirty minutes between its steps.',
  why: 'In less than three minutes nobody finds the telephone, so two people get up for one alarm. In more than half an hour an outage that nobody acknowledged has been in the news.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    late: 'Nobody is called for the first {gap} of "{escalation}": let the first step start within 5m.',
    nervous: 'Only {gap} after the step before, nobody has had the time to acknowledge: wait 3m at least.',
    slow: 'The page lies unanswered for {gap} before anybody else is called: wait 30m at most.',
  },
  examples: {
    bad: [{ squad: steps('0m', '1m') }, { squad: steps('0m', '45m') }, { squad: steps('15m', '30m') }],
    good: [{ squad: steps('0m', '10m') }],
  },
  visit: {
    squad(squad, context) {
      for (const { id, steps } of pagingEscalations(squad)) {
        const starts = steps.map((step) => startOf(step));
        steps.forEach((step, index) => {
          const before = starts[index - 1];
          const gap = (starts[index] ?? 0) - (before ?? 0);
          const data = { gap: formatDuration(gap), escalation: id };
          const at = [...step.path, 'after'];
          if (before === undefined && gap > minutes(5)) context.report({ message: 'late', at, data });
          else if (before !== undefined && gap > 0 && gap < minutes(3))
            context.report({ message: 'nervous', at, data });
          else if (before !== undefined && gap > minutes(30)) context.report({ message: 'slow', at, data });
        });
      }
    },
  },
});

function steps(first: string, second: string): string {
  return `escalations:
  off-hours:
    - { after: ${first}, notify: [{ schedule: oncall }] }
    - { after: ${second}, notify: [{ squad: payments, take: everyone }] }`;
}
