import { defineRule } from '../../rule.ts';
import { onCallSquadOf, scheduledRotations } from '../../support/on-call-squad.ts';

const every = (length: string): string =>
  `schedules: { oncall: { rotations: { weekly: { every: ${length}, hours: null } } } }`;

export default defineRule({
  id: 'oncall/hours-for-days',
  summary: 'Turns of whole days are written in days.',
  why: 'Hours are elapsed time: after the change of the clock a handover "every 24h" at nine is at eight or at ten, for half a year.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    hours:
      'Turns of {hours}h are elapsed time, so the handover moves with each change of the clock. Write {days}d to keep the wall time.',
  },
  examples: {
    bad: [{ squad: every('24h') }, { squad: every('168h') }],
    good: [{ squad: every('1d') }, { because: 'Shifts of twelve hours are no whole days.', squad: every('12h') }],
  },
  visit: {
    squad(squad, context) {
      for (const { rotation } of scheduledRotations(onCallSquadOf(squad, context.project))) {
        const { unit, length } = rotation.turn;
        if (unit !== 'hour' || length % 24 !== 0) continue;
        const data = { hours: length, days: length / 24 };
        context.report({ message: 'hours', at: [...rotation.path, 'every'], data });
      }
    },
  },
});
