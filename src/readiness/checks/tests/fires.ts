import { defineCheck } from '../../check.ts';
import { allOf, forTiers, gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'tests/fires',
  code: 'RD-040',
  summary: 'A test proves that each page fires.',
  why: 'An alert that never fired may be unable to.',
  level: 'gold',
  maturity: { stage: 'preview' },
  effort: 2,
  applies: (view) => allOf(forTiers(view, 1, 2), withPages(view)),
  evaluate: (view) =>
    paging(view)
      .filter(({ id }) => view.tests.get(id)?.fires !== true)
      .map((alert) =>
        gapIn(view, alert, [], `No test proves that ${view.id}/${alert.id} fires.`, {
          help: 'Write an AlertTest with a case that expects "state: alert".',
        }),
      ),
  examples: {
    bad: [{ files: { 'payments/tests.yaml': '' } }],
    good: [{}],
  },
});
