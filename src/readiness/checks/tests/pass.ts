import { defineCheck } from '../../check.ts';
import { placeIn } from '../../view.ts';

export default defineCheck({
  id: 'tests/pass',
  code: 'RD-043',
  summary: 'All tests of its alerts pass.',
  why: 'A failing test says that the alert does not do what its author believed.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => view.tests.size > 0 || 'it has no tests',
  evaluate: (view) =>
    [...view.tests]
      .filter(([, { passed }]) => passed === false)
      .map(([id]) => ({
        message: `A test of ${view.id}/${id} fails.`,
        at: placeIn(view, ['alerts', id]),
        subject: `${view.id}/${id}`,
        help: 'The run shows which case fails, and what was evaluated when.',
        command: `alerts test --app ${view.id}`,
      })),
  examples: {
    bad: [
      {
        application:
          'alerts: { card-errors: { condition: { critical: 90%, recovery: 80%, warning: null, warningRecovery: null } } }',
      },
    ],
    good: [{}],
  },
});
