import { defineCheck } from '../../check.ts';
import { allOf, forTiers, gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'tests/no-data',
  code: 'RD-042',
  summary: 'A test proves what each page makes of missing data.',
  why: 'The telemetry is what fails first in a large outage.',
  level: 'gold',
  maturity: { stage: 'preview' },
  effort: 2,
  applies: (view) => allOf(forTiers(view, 1, 2), withPages(view)),
  evaluate: (view) =>
    paging(view)
      .filter(({ id }) => view.tests.get(id)?.noData !== true)
      .map((alert) =>
        gapIn(view, alert, [], `No test shows what ${view.id}/${alert.id} makes of missing data.`, {
          help: 'Add a case with `_ x20` in a series.',
        }),
      ),
  examples: {
    bad: [{ files: { 'payments/tests.yaml': '' } }],
    good: [{}],
  },
});
