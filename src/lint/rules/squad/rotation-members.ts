import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';
import { membersOf, overridesOf, rotationsOf } from '../../support/squad-data.ts';

const dan = personDocument(
  'dan',
  'name: Dan Petit\nemail: dan@acme.example\nlicence: { run: 2025-01-06, onCall: 2025-03-03 }',
);

export default defineRule({
  id: 'squad/rotation-members',
  summary: "Whoever takes part in a squad's rotation is a member of the squad.",
  why: 'Usually it is somebody who has changed teams: they are still called at night for systems that they no longer know, and are missing when everyone of the squad is called.',
  presets: { recommended: 'warning', strict: 'warning', import: 'warning' },
  messages: {
    outsider:
      '{person} takes part in {schedule}, but is no member of {squad}. Add them to "members", or take them out.',
  },
  examples: {
    bad: [
      {
        squad: 'schedules: { oncall: { rotations: { weekly: { participants: [bo, cy, di, dan] } } } }',
        files: { 'dan.yaml': dan },
      },
    ],
    good: [
      {
        squad: `
          members: [ana, bo, cy, di, dan]
          schedules: { oncall: { rotations: { weekly: { participants: [bo, cy, dan, none] } } } }`,
        files: { 'dan.yaml': dan },
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const members = new Set(['none', ...membersOf(squad)]);
      for (const { schedule, path, participants } of rotationsOf(squad)) {
        participants.forEach((person, index) => {
          if (members.has(person)) return;
          const at = [...path, 'participants', index];
          context.report({ message: 'outsider', at, data: { person, schedule, squad: squad.id } });
        });
      }
      for (const { path, schedule, person, to } of overridesOf(squad)) {
        if (members.has(person) || to.slice(0, 10) < context.today) continue;
        context.report({ message: 'outsider', at: [...path, 'person'], data: { person, schedule, squad: squad.id } });
      }
    },
  },
});
