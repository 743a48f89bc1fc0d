import { weekdays } from '../../../definitions/values/weekly.ts';
import { cycleOf } from '../../../oncall/coverage/cycle.ts';
import { defineRule } from '../../rule.ts';
import { onCallSquadOf, scheduledRotations } from '../../support/on-call-squad.ts';

const daily = (people: string, every = '1d'): string => `
          members: [ana, bo, cy, di]
          schedules: { run: { rotations: { weekly: { participants: [${people}], every: ${every} } } } }`;

export default defineRule({
  id: 'oncall/frozen-turns',
  summary: 'Turns that keep counting outside of their hours still reach everybody, on changing days.',
  why: 'Hours only hide turns. Seven people who change daily from Monday to Friday look fair, yet two of them are never on call, and the others always on the same weekday.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    never:
      '{person} is never on call in {rotation}: all their turns lie outside of its hours. Use weekly turns, or change the number of people.',
    frozen:
      '{person} is on call in {rotation} on one weekday only ({weekday}), since turns keep counting outside of its hours. Use weekly turns, or change the number of people.',
  },
  examples: {
    bad: [
      {
        because: 'Seven turns a week for seven places: Ana has Mondays, and the last two places are the weekend.',
        squad: daily('ana, ana, bo, bo, cy, cy, di'),
      },
      {
        because: 'Two turns a week for four people: everybody always begins on the same weekday.',
        squad: daily('ana, bo, cy, di', '84h'),
      },
    ],
    good: [
      { because: 'Five people meet every weekday within five weeks.', squad: daily('ana, bo, cy, di, ana') },
      { because: 'Turns of whole weeks.', squad: daily('ana, bo, cy, di', '1w') },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { schedule, rotation } of scheduledRotations(onCallSquadOf(squad, context.project))) {
        const cycle = rotation.hours && cycleOf({ ...rotation, hours: rotation.hours }, schedule.zone);
        if (!cycle) continue;
        const at = [...rotation.path, 'participants'];
        const name = `${schedule.id} (${rotation.id})`;
        for (const person of cycle.never) context.report({ message: 'never', at, data: { person, rotation: name } });
        for (const [person, day] of cycle.frozen) {
          const data = { person, rotation: name, weekday: weekdays[day - 1] ?? '' };
          context.report({ message: 'frozen', at, data });
        }
      }
    },
  },
});
