import { defineCheck } from '../../check.ts';
import { gapIn } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'approval/valid',
  code: 'RD-050',
  summary: 'The approval of every page is valid for what it is now.',
  why: 'An approval of last month says nothing about what was changed since.',
  level: 'gold',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.approvals !== undefined || 'approvals are not asked for',
  evaluate: (view) =>
    paging(view).flatMap((alert) => {
      const state = view.approvals?.get(alert.id) ?? 'missing';
      return state === 'valid'
        ? []
        : [
            gapIn(
              view,
              alert,
              [],
              `The approval of ${view.id}/${alert.id} is ${state === 'void' ? 'void: it has changed since' : 'missing'}.`,
              {
                help: 'Ask somebody of the approving group for a review.',
              },
            ),
          ];
    }),
  examples: {
    bad: [{ because: 'somebody changed a page since', given: { approvals: new Map([['card-errors', 'void']]) } }],
    good: [
      {
        given: {
          approvals: new Map([
            ['card-errors', 'valid'],
            ['burn-fast', 'valid'],
          ]),
        },
      },
    ],
  },
});
