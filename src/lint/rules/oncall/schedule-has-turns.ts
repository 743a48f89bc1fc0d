import { localText } from '../../../oncall/routing/local-text.ts';
import { spanOfDay, dayOfDate } from '../../../oncall/time/local-day.ts';
import { zoneOf } from '../../../definitions/values/zone-clock.ts';
import { defineRule } from '../../rule.ts';
import { onCallSquadOf } from '../../support/on-call-squad.ts';

const rotation = (fields: string): string => `schedules: { oncall: { rotations: { weekly: { ${fields} } } } }`;

export default defineRule({
  id: 'oncall/schedule-has-turns',
  summary: 'A schedule has a rotation that has begun and not ended.',
  why: 'Before its first rotation begins and after its last one ends a schedule is empty: alerts that are routed there call nobody, and nothing says so.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    over: 'The last rotation of {schedule} ended {end}, so nobody is on call. Remove its "end", or add a rotation.',
    early: 'The first rotation of {schedule} begins {start}; until then nobody is on call. Let it begin in the past.',
  },
  examples: {
    bad: [{ squad: rotation('end: 2026-02-02T09:00') }, { squad: rotation('start: 2098-01-06T09:00') }],
    good: [
      { squad: rotation('end: 2098-01-06T09:00') },
      {
        because: 'The old rotation ends when the new one begins.',
        squad: `
          schedules:
            oncall:
              rotations:
                weekly: { end: 2026-02-02T09:00 }
                next: { participants: [ana, bo, cy, di], every: 1w, start: 2026-02-02T09:00, hours: not business }`,
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { id, zone, rotations, path } of onCallSquadOf(squad, context.project).schedules.values()) {
        if (rotations.length === 0) continue;
        const today = spanOfDay(dayOfDate(context.today), zoneOf(zone));
        const end = Math.max(...rotations.map((one) => one.end ?? Infinity));
        const start = Math.min(...rotations.map((one) => one.start));
        if (end <= today.from)
          context.report({ message: 'over', at: path, data: { schedule: id, end: localText(zone, end) } });
        else if (start >= today.until)
          context.report({ message: 'early', at: path, data: { schedule: id, start: localText(zone, start) } });
      }
    },
  },
});
