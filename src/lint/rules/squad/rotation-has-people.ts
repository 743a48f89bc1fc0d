import { defineRule } from '../../rule.ts';
import { rotationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/rotation-has-people',
  summary: 'A rotation has at least one person.',
  why: 'A rotation of "none" only puts nobody on call, while the schedule looks complete in every tool.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    nobody:
      'Nobody takes part in {rotation} of {schedule}: all participants are "none". Add people, or remove the rotation.',
  },
  examples: {
    bad: [{ squad: 'schedules: { run: { rotations: { weekly: { participants: [none] } } } }' }],
    good: [{ squad: 'schedules: { run: { rotations: { weekly: { participants: [ana, none] } } } }' }],
  },
  visit: {
    squad(squad, context) {
      for (const { id, schedule, path, participants } of rotationsOf(squad)) {
        if (participants.some((person) => person !== 'none')) continue;
        context.report({ message: 'nobody', at: [...path, 'participants'], data: { rotation: id, schedule } });
      }
    },
  },
});
