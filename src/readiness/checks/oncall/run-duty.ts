import { dutyKind } from '../../../oncall/coverage/duty-kind.ts';
import { defineCheck } from '../../check.ts';
import { allOf, forTiers, gapInSquad, withPages } from '../../support.ts';
import { type ReadinessView } from '../../view.ts';

export default defineCheck({
  id: 'oncall/run-duty',
  code: 'RD-008',
  summary: 'In working hours somebody is on duty who is not the one of the night.',
  why: 'Who was called at night has to be able to sleep in the morning.',
  level: 'gold',
  maturity: { stage: 'warn' },
  effort: 2,
  applies: (view) => allOf(forTiers(view, 1, 2), withPages(view)),
  evaluate: (view) =>
    new Set([...view.onCallSquad.schedules.values()].map((schedule) => dutyKind(schedule))).size > 1 || !hasDuties(view)
      ? []
      : [
          gapInSquad(
            view,
            ['schedules'],
            `Squad ${view.squad.id} has one duty for day and night.`,
            'Add a schedule "run" with "hours: business", and route to it in these hours.',
          ),
        ],
  examples: {
    bad: [{ squad: 'schedules: { run: { rotations: { weekly: { hours: not business } } } }' }],
    good: [{}],
  },
});

function hasDuties({ onCallSquad }: ReadinessView): boolean {
  return onCallSquad.schedules.size > 0;
}
