import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'runbook/procedure',
  code: 'RD-031',
  summary: 'The runbook of a page says what to do, in steps.',
  why: 'At three in the morning nobody should have to think of the first step.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => (alert.runbook?.resolution ?? []).length === 0)
      .map((alert) =>
        gapIn(view, alert, ['runbook'], `${view.id}/${alert.id} pages, and nothing says what to do.`, {
          help: 'Write "runbook.resolution": the first command to run, what its answer means, and what then.',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { runbook: null } }' }],
    good: [{}],
  },
});
