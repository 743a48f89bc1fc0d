import { defineCheck } from '../../check.ts';
import { gapInSquad, withPages } from '../../support.ts';

export default defineCheck({
  id: 'oncall/covered',
  code: 'RD-007',
  summary: 'No hour of the next two weeks that a schedule is asked for is without a person.',
  why: 'A gap in the roster is found by the alert that falls into it.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    view.coverage.findings
      .filter(({ squad, rule }) => squad === view.squad.id && rule.startsWith('coverage/gap'))
      .map(({ path, message }) =>
        gapInSquad(view, path, message, 'Add an override for these hours, or a participant.'),
      ),
  examples: {
    bad: [{ squad: "schedules: { oncall: { rotations: { weekly: { hours: { weekly: 'mon-fri 18:00-09:00' } } } } }" }],
    good: [{}],
  },
});
