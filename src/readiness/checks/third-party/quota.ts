import { defineCheck } from '../../check.ts';
import { allOf, forTiers, forTypes, missingAlert, proseOf } from '../../support.ts';
import { ofCategory } from '../../view.ts';

export default defineCheck({
  id: 'third-party/quota',
  code: 'RD-020',
  summary: 'An alert tells when the quota at a supplier is nearly used.',
  why: 'At the limit every call fails at once, and raising it takes a signature.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => allOf(forTypes(view, 'third-party'), forTiers(view, 1, 2)),
  evaluate: (view) =>
    ofCategory(view, 'capacity', 'saturation').some((alert) =>
      /quota|rate.?limit|credit|contract/i.test(proseOf(alert)),
    )
      ? []
      : [
          missingAlert(view, {
            id: 'quota',
            category: 'capacity',
            at: ['types'],
            message: `Nothing tells how much of the quota at the supplier of ${view.id} is used.`,
            help: 'Count your own calls against the contract when the supplier publishes nothing.',
          }),
        ],
  examples: {
    bad: [
      {
        application: `types: [third-party]
`,
      },
    ],
    good: [
      {
        application: `types: [third-party]
alerts: { pool-full: { category: capacity, description: Quota at the acquirer is nearly used } }`,
      },
    ],
  },
});
