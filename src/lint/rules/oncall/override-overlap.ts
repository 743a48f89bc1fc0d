import { localText } from '../../../oncall/routing/local-text.ts';
import { affects } from '../../../oncall/schedule/override-duties.ts';
import { overlaps } from '../../../oncall/time/spans.ts';
import { defineRule } from '../../rule.ts';
import { onCallSquadOf } from '../../support/on-call-squad.ts';

export default defineRule({
  id: 'oncall/override-overlap',
  summary: 'Two overrides of a rotation do not overlap.',
  why: 'Where two overlap only the later in the file counts. Whoever wrote the first believes that their swap is in force, and does not look at the phone.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    overlap:
      'This override overlaps the one for {person} until {until}; of the two only this one counts. Let it begin when the other ends, or remove the other.',
  },
  examples: {
    bad: [
      {
        squad: `
          overrides:
            - { schedule: oncall, from: 2098-02-03T18:00, to: 2098-02-10T09:00, person: bo, reason: swap }
            - { schedule: oncall, from: 2098-02-09T18:00, to: 2098-02-11T09:00, person: cy, reason: swap }`,
      },
    ],
    good: [
      {
        because: 'One begins when the other ends.',
        squad: `
          overrides:
            - { schedule: oncall, from: 2098-02-03T18:00, to: 2098-02-10T09:00, person: bo, reason: swap }
            - { schedule: oncall, from: 2098-02-10T09:00, to: 2098-02-11T09:00, person: cy, reason: swap }`,
      },
      {
        because: 'They are of two schedules.',
        squad: `
          overrides:
            - { schedule: oncall, from: 2098-02-03T18:00, to: 2098-02-10T09:00, person: bo, reason: swap }
            - { schedule: run, from: 2098-02-03T18:00, to: 2098-02-10T09:00, person: cy, reason: swap }`,
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { overrides, rotations, zone } of onCallSquadOf(squad, context.project).schedules.values())
        overrides.forEach((override, index) => {
          const other = overrides
            .slice(0, index)
            .find(
              (one) => overlaps(one, override) && rotations.some(({ id }) => affects(one, id) && affects(override, id)),
            );
          if (!other) return;
          const data = { person: other.person ?? 'nobody', until: localText(zone, other.until) };
          context.report({ message: 'overlap', at: [...override.path, 'from'], data });
        });
    },
  },
});
