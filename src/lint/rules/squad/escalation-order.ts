import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { escalationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/escalation-order',
  summary: 'The steps of an escalation stand in the order of their minutes, and the first is at minute 0.',
  why: 'A step above an earlier one is read as if it came first. An escalation without a step at minute 0 leaves an outage without anybody while it looks as if somebody had been called.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    order: 'The step "after: {after}" stands below "after: {before}", but comes earlier. Put the steps in the order of their minutes.',
    late: 'The first step of {escalation} is "after: {after}": nobody is called before. Begin with "after: 0m", or say in a comment and a suppression why not.',
  },
  examples: {
    bad: [
      {
        squad: `
          escalations:
            off-hours:
              - { after: 0m, notify: [{ schedule: oncall }] }
              - { after: 30m, notify: [{ squad: payments, take: everyone }] }
              - { after: 15m, notify: [{ schedule: oncall, take: next }] }`,
      },
      { squad: 'escalations: { off-hours: [{ after: 10m, notify: [{ schedule: oncall }] }] }' },
    ],
    good: [{ because: 'The steps of the standard squad stand in order.' }],
  },
  visit: {
    squad(squad, context) {
      for (const { id, steps } of escalationsOf(squad)) {
        const earliest = Math.min(...steps.map((step) => parseDuration(step.after) ?? 0));
        const first = steps[0];
        if (first && earliest > 0)
          context.report({ message: 'late', at: [...first.path, 'after'], data: { escalation: id, after: first.after } });
        steps.forEach((step, index) => {
          const before = steps[index - 1];
          if (!before || (parseDuration(step.after) ?? 0) >= (parseDuration(before.after) ?? 0)) return;
          context.report({ message: 'order', at: [...step.path, 'after'], data: { after: step.after, before: before.after } });
        });
      }
    },
  },
});
