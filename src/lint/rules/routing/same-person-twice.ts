import { defineRule } from '../../rule.ts';
import { describeTarget } from '../../support/routing.ts';
import { escalationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'routing/same-person-twice',
  summary: 'Every step of an escalation calls somebody new.',
  why: 'Whoever did not hear the first call sleeps through the second one, too. The minutes until the next step are lost.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    again:
      'This step only calls {target} again, as a step before it did: call somebody else, for example with "take: next".',
  },
  examples: {
    bad: [
      {
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 10m, notify: [{ schedule: oncall }] }, { after: 20m, notify: [{ squad: payments, take: everyone }] }] }',
      },
    ],
    good: [
      {
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 10m, notify: [{ schedule: oncall, take: next }] }, { after: 20m, notify: [{ squad: payments, take: everyone }] }] }',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { steps } of escalationsOf(squad)) {
        const called = new Set<string>();
        for (const step of steps) {
          const targets = step.notify.map(describeTarget);
          if (targets.every((target) => called.has(target)))
            context.report({ message: 'again', at: step.path, data: { target: targets.join(' and ') } });
          for (const target of targets) called.add(target);
        }
      }
    },
  },
});
