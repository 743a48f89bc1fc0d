import { defineCheck } from '../../check.ts';
import { allOf, forTiers, gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'dashboard/pages',
  code: 'RD-033',
  summary: 'A page leads to a dashboard.',
  why: 'The first minutes of an incident go into finding the right graph.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => allOf(forTiers(view, 1, 2), withPages(view)),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => alert.dashboard === undefined && alert.links.length === 0)
      .map((alert) =>
        gapIn(view, alert, ['description'], `${view.id}/${alert.id} pages and leads to no dashboard.`, {
          help: 'Write "dashboard", or set one for the whole application in its "defaults".',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { dashboard: null } }' }],
    good: [{}],
  },
});
