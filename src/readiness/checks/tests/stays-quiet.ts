import { defineCheck } from '../../check.ts';
import { allOf, forTiers, gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'tests/stays-quiet',
  code: 'RD-040',
  summary: 'A test proves that each page stays quiet on a usual day.',
  why: 'An alert that always fires is switched off after a week.',
  level: 'gold',
  maturity: { stage: 'preview' },
  effort: 2,
  applies: (view) => allOf(forTiers(view, 1, 2), withPages(view)),
  evaluate: (view) =>
    paging(view)
      .filter(({ id }) => view.tests.get(id)?.staysQuiet !== true)
      .map((alert) =>
        gapIn(view, alert, [], `No test proves that ${view.id}/${alert.id} stays quiet.`, {
          help: 'Add a case with a blip and "never: [alert]".',
        }),
      ),
  examples: {
    bad: [{ files: { 'payments/tests.yaml': '' } }],
    good: [{}],
  },
});
