import { defineCheck } from '../../check.ts';
import { allOf, forTiers, forTypes } from '../../support.ts';
import { placeIn, listIn } from '../../view.ts';

export default defineCheck({
  id: 'ownership/dependencies',
  code: 'RD-005',
  summary: 'Dependencies are declared.',
  why: 'Whoever is called has to know what else may be down.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) =>
    allOf(forTypes(view, 'http-service', 'worker', 'frontend', 'cron', 'data-pipeline'), forTiers(view, 1, 2)),
  evaluate: (view) =>
    listIn(view, 'dependencies').length === 0
      ? [
          {
            message: `${view.id} declares no dependencies.`,
            at: placeIn(view, ['dependencies']),
            help: 'List the applications and third parties that it needs.',
          },
        ]
      : [],
  examples: {
    bad: [{ application: 'dependencies: null' }],
    good: [{}],
  },
});
