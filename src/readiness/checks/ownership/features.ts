import { defineCheck } from '../../check.ts';
import { forTiers } from '../../support.ts';
import { placeIn, listIn } from '../../view.ts';

export default defineCheck({
  id: 'ownership/features',
  code: 'RD-011',
  summary: 'The features are declared.',
  why: 'Only what is named can be found to be unwatched.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => forTiers(view, 1, 2),
  evaluate: (view) =>
    listIn(view, 'features').length === 0
      ? [
          {
            message: `${view.id} declares no features.`,
            at: placeIn(view, ['features']),
            help: 'List what users would miss: "features: [pay-by-card, refund]".',
          },
        ]
      : [],
  examples: {
    bad: [
      {
        application: `features: null
alerts: { card-errors: { covers: null }, payments-collapse: { covers: null } }`,
      },
    ],
    good: [{}],
  },
});
