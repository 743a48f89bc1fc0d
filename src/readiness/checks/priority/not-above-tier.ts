import { defineCheck } from '../../check.ts';
import { allOf, forTiers, gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'priority/not-above-tier',
  code: 'RD-034',
  summary: 'What little depends on has no page of the highest priority.',
  why: 'Whoever is woken twice for a report stops running for the payment.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => allOf(forTiers(view, 3, 4), withPages(view)),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => alert.priority === 'P1')
      .map((alert) =>
        gapIn(
          view,
          alert,
          ['priority'],
          `${view.id}/${alert.id} is P1, and its application is of tier ${view.tier ?? 1}.`,
          {
            help: 'Lower the priority, or raise the tier of the application.',
          },
        ),
      ),
  examples: {
    bad: [{ application: 'tier: 4' }],
    good: [
      {
        application: `tier: 4
alerts: { card-errors: { priority: P3 }, burn-fast: { priority: P3 } }`,
      },
      {},
    ],
  },
});
