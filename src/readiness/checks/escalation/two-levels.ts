import { defineCheck } from '../../check.ts';
import { gapInSquad, withPages } from '../../support.ts';

export default defineCheck({
  id: 'escalation/two-levels',
  code: 'RD-002',
  summary: 'Every escalation that pages reach has at least two levels.',
  why: 'The first one called may be in a tunnel.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    [...view.onCallSquad.escalations.values()]
      .filter(({ steps }) => new Set(steps.map(({ after }) => after)).size < 2)
      .map(({ id, path }) =>
        gapInSquad(
          view,
          path,
          `Escalation ${id} of squad ${view.squad.id} has one level only.`,
          'Add a step that fires some minutes later and calls somebody else.',
        ),
      ),
  examples: {
    bad: [{ squad: 'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }] }' }],
    good: [{}],
  },
});
