import { defineRule } from '../../rule.ts';
import { counted } from '../../../findings/counted.ts';
import { rotationsOf } from '../../support/squad-data.ts';

const fewest = 3;

export default defineRule({
  id: 'squad/rotation-size',
  summary: `An on-call rotation has at least ${fewest} people.`,
  why: 'With two people each is on call every second week: one holiday or illness, and the other is on duty for a month. It is the surest way to lose both.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    few: `The rotation {rotation} of {schedule} has {people}. Share the duty with another squad until there are ${fewest}.`,
  },
  examples: {
    bad: [{ squad: 'schedules: { oncall: { rotations: { weekly: { participants: [ana, bo] } } } }' }],
    good: [
      { because: 'Three people take turns.' },
      {
        because: 'Turns within one day are shared by the rotations of the schedule.',
        squad: `
          schedules:
            oncall:
              rotations:
                weekly: { participants: [ana, bo] }
                second: { participants: [cy], every: 1w, start: 2026-01-05T18:00, hours: not business }`,
      },
    ],
  },
  visit: {
    squad(squad, context) {
      const rotations = rotationsOf(squad);
      for (const rotation of rotations) {
        // Named hours that are no complement are working hours, where two people can do.
        if (typeof rotation.hours === 'string' && !rotation.hours.startsWith('not ')) continue;
        const shared = rotations.filter((other) => other.schedule === rotation.schedule);
        const everyone = new Set(shared.flatMap((other) => other.participants).filter((id) => id !== 'none'));
        if (everyone.size >= fewest || rotation !== shared[0]) continue;
        const people = everyone.size === 1 ? '1 person' : counted(everyone.size, 'people').replace(/s$/, '');
        const data = { rotation: rotation.id, schedule: rotation.schedule, people };
        context.report({ message: 'few', at: [...rotation.path, 'participants'], data });
      }
    },
  },
});
