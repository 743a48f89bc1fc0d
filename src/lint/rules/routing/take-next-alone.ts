import { defineRule } from '../../rule.ts';
import { escalationsOf, rotationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'routing/take-next-alone',
  summary: 'A step that takes the next person needs a rotation with a next person.',
  why: 'In a rotation of one the next person is the same one, who has just not answered. The escalation looks as if it had a second chance.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    alone:
      '"take: {take}" of the schedule "{schedule}" is the same person again, since only {person} takes turns in it: add somebody, or notify the squad.',
  },
  examples: {
    bad: [{ squad: 'schedules: { oncall: { rotations: { weekly: { participants: [bo] } } } }' }],
    good: [{ squad: 'schedules: { oncall: { rotations: { weekly: { participants: [bo, cy] } } } }' }],
  },
  visit: {
    squad(squad, context) {
      const people = new Map<string, Set<string>>();
      for (const { schedule, participants } of rotationsOf(squad))
        people.set(
          schedule,
          new Set([...(people.get(schedule) ?? []), ...participants.filter((one) => one !== 'none')]),
        );
      for (const step of escalationsOf(squad).flatMap((escalation) => escalation.steps)) {
        for (const { schedule, take } of step.notify) {
          const [person, ...others] = people.get(schedule ?? '') ?? [];
          if (
            (take !== 'next' && take !== 'previous') ||
            schedule === undefined ||
            person === undefined ||
            others.length > 0
          )
            continue;
          context.report({ message: 'alone', at: step.path, data: { take, schedule, person } });
        }
      }
    },
  },
});
