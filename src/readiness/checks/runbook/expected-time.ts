import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'runbook/expected-time',
  code: 'RD-031',
  summary: 'The runbook of a page says how long the procedure should take.',
  why: 'Without a time nobody knows when to call for help.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => alert.runbook?.expectedTime === undefined)
      .map((alert) =>
        gapIn(view, alert, ['runbook'], `${view.id}/${alert.id} pages, and its runbook has no expected time.`, {
          help: 'Write "runbook.expectedTime", e.g. 30m.',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { runbook: { expectedTime: null } } }' }],
    good: [{}],
  },
});
