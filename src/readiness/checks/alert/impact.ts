import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'alert/impact',
  code: 'RD-037',
  summary: 'A page says what users feel.',
  why: 'A page without a felt consequence is a cause: it explains, but does not deserve to wake anybody.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => !alert.impact)
      .map((alert) =>
        gapIn(view, alert, ['description'], `${view.id}/${alert.id} pages and does not say who feels what.`, {
          help: 'Write "impact": who cannot do what, in one sentence. If nobody can say, make it P4.',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { impact: null } }' }],
    good: [{}],
  },
});
