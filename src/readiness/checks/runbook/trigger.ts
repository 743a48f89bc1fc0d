import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'runbook/trigger',
  code: 'RD-031',
  summary: 'The runbook of a page says what triggered it.',
  why: 'Whoever is woken reads a title; what was measured, over which time, has to follow at once.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => !alert.runbook?.trigger)
      .map((alert) =>
        gapIn(
          view,
          alert,
          ['runbook'],
          `${view.id}/${alert.id} pages, and its runbook does not say what triggered it.`,
          {
            help: 'Write "runbook.trigger": the measure, the limit and the window in one sentence.',
          },
        ),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { runbook: null } }' }],
    good: [{}],
  },
});
