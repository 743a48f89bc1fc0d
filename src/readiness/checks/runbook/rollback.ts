import { defineCheck } from '../../check.ts';
import { allOf, forTiers, forTypes, withCategory } from '../../support.ts';
import { placeIn, ofCategory } from '../../view.ts';

export default defineCheck({
  id: 'runbook/rollback',
  code: 'RD-065',
  summary: 'A runbook on failing requests says how to go back to the last release.',
  why: 'Most outages begin with a release; the way back has to be at hand.',
  level: 'gold',
  maturity: { stage: 'warn' },
  effort: 1,
  applies: (view) =>
    allOf(
      forTypes(view, 'http-service', 'frontend', 'worker'),
      forTiers(view, 1, 2),
      withCategory(view, 'errors', 'slo-burn'),
    ),
  evaluate: (view) =>
    ofCategory(view, 'errors', 'slo-burn').some(({ runbook }) =>
      (runbook?.resolution ?? []).some((step) =>
        /roll(ed)? (it |them )?back|rollback|rollout undo|undo it|previous release|last release|revert/i.test(step),
      ),
    )
      ? []
      : [
          {
            message: `No runbook on failures of ${view.id} says how to roll back.`,
            at: placeIn(view, ['alerts']),
            help: 'Add the command that brings the last release back to "runbook.resolution".',
          },
        ],
  examples: {
    bad: [
      {
        application:
          'alerts: { card-errors: { runbook: { resolution: [Look at the logs with `logs --last 1h`] } }, burn-fast: { runbook: { resolution: [Look at the logs with `logs --last 1h`] } }, burn-slow: { runbook: { resolution: [Look at the logs with `logs --last 1h`] } } }',
      },
    ],
    good: [{}],
  },
});
