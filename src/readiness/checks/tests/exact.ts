import { defineCheck } from '../../check.ts';
import { placeIn } from '../../view.ts';

export default defineCheck({
  id: 'tests/exact',
  code: 'RD-044',
  summary: 'Tests are judged as the vendor documents it, not by approximation.',
  why: 'An approximate verdict may differ from what happens.',
  level: 'gold',
  maturity: { stage: 'preview' },
  effort: 2,
  applies: (view) => view.tests.size > 0 || 'it has no tests',
  evaluate: (view) =>
    [...view.tests]
      .filter(([, { exact }]) => exact === false)
      .map(([id]) => ({
        message: `Tests of ${view.id}/${id} are judged by approximation.`,
        at: placeIn(view, ['alerts', id]),
        subject: `${view.id}/${id}`,
        help: 'The page docs/alert-tests.md says what is evaluated how.',
        command: `alerts test --app ${view.id}`,
      })),
  examples: {
    bad: [
      {
        because: 'the vendor does not document what happens',
        given: {
          tests: new Map([
            [
              'card-errors',
              { fires: true, staysQuiet: true, recovers: true, noData: true, passed: true, exact: false },
            ],
          ]),
        },
      },
    ],
    good: [{}],
  },
});
