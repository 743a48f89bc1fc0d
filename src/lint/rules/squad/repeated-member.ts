import { defineRule } from '../../rule.ts';
import { membersOf, rotationsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/repeated-member',
  summary: 'Nobody is listed twice among the members, nor twice in a row in a rotation.',
  why: 'Two turns in a row are a double shift that nobody planned: the list was edited and one name pasted twice.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    member: '{person} is listed twice among the members. Remove one of the two.',
    turn: '{person} has two turns in a row in {schedule}. Remove one of the two, or make their turn longer on purpose with an override.',
  },
  examples: {
    bad: [
      { squad: 'members: [ana, bo, cy, di, bo]' },
      { squad: 'schedules: { oncall: { rotations: { weekly: { participants: [bo, cy, cy, ana] } } } }' },
    ],
    good: [
      {
        because: 'Cy takes every second turn.',
        squad: 'schedules: { oncall: { rotations: { weekly: { participants: [bo, cy, ana, cy] } } } }',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const members = membersOf(squad);
      members.forEach((person, index) => {
        if (members.indexOf(person) < index)
          context.report({ message: 'member', at: ['members', index], data: { person } });
      });
      for (const { participants, path, schedule } of rotationsOf(squad)) {
        if (new Set(participants).size < 2) continue;
        participants.forEach((person, index) => {
          if (person === 'none' || person !== participants.at(index - 1)) return;
          context.report({ message: 'turn', at: [...path, 'participants', index], data: { person, schedule } });
        });
      }
    },
  },
});
