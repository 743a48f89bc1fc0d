import { defineCheck } from '../../check.ts';
import { allOf, forTiers, gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'tests/recovers',
  code: 'RD-041',
  summary: 'A test proves that each page ends when the trouble does.',
  why: 'A page that does not end keeps somebody awake for nothing.',
  level: 'gold',
  maturity: { stage: 'preview' },
  effort: 2,
  applies: (view) => allOf(forTiers(view, 1, 2), withPages(view)),
  evaluate: (view) =>
    paging(view)
      .filter(({ id }) => view.tests.get(id)?.recovers !== true)
      .map((alert) =>
        gapIn(view, alert, [], `No test proves that ${view.id}/${alert.id} recovers.`, {
          help: 'Let the series return to normal and expect "state: ok".',
        }),
      ),
  examples: {
    bad: [{ files: { 'payments/tests.yaml': '' } }],
    good: [{}],
  },
});
