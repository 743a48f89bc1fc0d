import { defineCheck } from '../../check.ts';
import { gapInSquad, withPages } from '../../support.ts';

export default defineCheck({
  id: 'oncall/schedule',
  code: 'RD-002',
  summary: 'The squad has a schedule.',
  why: 'Without a schedule a page goes to everybody, which is nobody.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    view.onCallSquad.schedules.size > 0
      ? []
      : [
          gapInSquad(
            view,
            ['members'],
            `Squad ${view.squad.id} has no schedule.`,
            'Add "schedules" with a rotation of its members.',
          ),
        ],
  examples: {
    bad: [
      {
        squad: `schedules: null
escalations: { working-hours: [{ after: 0m, notify: [{ squad: payments, take: everyone }] }], off-hours: [{ after: 0m, notify: [{ squad: payments, take: everyone }] }] }`,
      },
    ],
    good: [{}],
  },
});
