import { person } from '../../examples/people.ts';
import { defineCheck } from '../../check.ts';
import { gapInSquad, withPages } from '../../support.ts';

export default defineCheck({
  id: 'oncall/licensed',
  code: 'RD-008',
  summary: 'Everybody who is on duty in the next two weeks holds the licence for it.',
  why: 'Who has not been trained on call learns it from the incident, at the cost of the users.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    view.coverage.findings
      .filter(({ squad, rule }) => squad === view.squad.id && rule === 'coverage/licence')
      .map(({ path, message }) =>
        gapInSquad(
          view,
          path,
          message,
          'Train them and write the day into "licence" of the person, or take them out until then.',
        ),
      ),
  examples: {
    bad: [
      {
        squad: `members: [ana, bo, cy, di, ed]
schedules: { oncall: { rotations: { weekly: { participants: [ed, ed, bo, ed] } } } }`,
        files: { 'payments/ed.yaml': person('ed') },
      },
    ],
    good: [{}],
  },
});
