import { defineRule } from '../../rule.ts';
import { escalationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/step-not-only-person',
  summary: 'No step of an escalation reaches one named person only.',
  why: 'That person is on holiday, ill, or has left: the step reaches nobody, and an outage waits until the next one.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    person:
      'The step at {after} of {escalation} reaches {person} only. Name a schedule or the squad, or put one beside.',
  },
  examples: {
    bad: [
      {
        squad: `
          escalations:
            off-hours:
              - { after: 0m, notify: [{ schedule: oncall }] }
              - { after: 15m, notify: [{ person: ana }] }`,
      },
    ],
    good: [
      {
        squad: `
          escalations:
            off-hours:
              - { after: 0m, notify: [{ schedule: oncall }] }
              - { after: 15m, notify: [{ person: ana }, { schedule: run }] }`,
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { id, steps } of escalationsOf(squad)) {
        for (const { path, after, notify } of steps) {
          const people = new Set(notify.map((target) => target.person));
          const [person] = people;
          if (people.size !== 1 || person === undefined) continue;
          context.report({ message: 'person', at: [...path, 'notify'], data: { after, escalation: id, person } });
        }
      }
    },
  },
});
