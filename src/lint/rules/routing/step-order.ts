import { defineRule } from '../../rule.ts';
import { startOf } from '../../support/routing.ts';
import { escalationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'routing/step-order',
  summary: 'The steps of an escalation stand in the order in which they happen.',
  why: '"after" counts from the opening of the alert, so the order in the file decides nothing; whoever reads it at night believes that it does.',
  presets: { recommended: 'warning', strict: 'warning', import: 'warning' },
  messages: {
    order: 'This step comes at {after}, before the one above it at {before}: put the steps in the order of "after".',
  },
  examples: {
    bad: [
      {
        squad:
          'escalations: { off-hours: [{ after: 15m, notify: [{ schedule: oncall, take: next }] }, { after: 0m, notify: [{ schedule: oncall }] }] }',
      },
    ],
    good: [
      {
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ squad: payments, take: everyone }] }] }',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { steps } of escalationsOf(squad)) {
        steps.forEach((step, index) => {
          const above = steps[index - 1];
          if (above && startOf(step) < startOf(above))
            context.report({
              message: 'order',
              at: [...step.path, 'after'],
              data: { after: step.after, before: above.after },
            });
        });
      }
    },
  },
});
