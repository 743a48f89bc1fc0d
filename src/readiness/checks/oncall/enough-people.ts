import { defineCheck } from '../../check.ts';
import { gapInSquad, withPages } from '../../support.ts';

export default defineCheck({
  id: 'oncall/enough-people',
  code: 'RD-009',
  summary: 'Enough people take turns: four on call, two in working hours.',
  why: 'With fewer everybody is on call more than one week in four, and an illness leaves nobody.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    view.coverage.findings
      .filter(({ squad, rule }) => squad === view.squad.id && rule === 'coverage/too-few-people')
      .map(({ path, message }) =>
        gapInSquad(view, path, message, 'Add participants, or share the duty with another squad.'),
      ),
  examples: {
    bad: [{ squad: 'schedules: { oncall: { rotations: { weekly: { participants: [ana, bo] } } } }' }],
    good: [{}],
  },
});
