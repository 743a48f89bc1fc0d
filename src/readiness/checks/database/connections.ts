import { defineCheck } from '../../check.ts';
import { allOf, forTiers, forTypes, missingAlert, proseOf } from '../../support.ts';
import { ofCategory } from '../../view.ts';

export default defineCheck({
  id: 'database/connections',
  code: 'RD-021',
  summary: 'An alert tells when connections run out.',
  why: 'A database without free connections is down for everybody, and looks idle.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => allOf(forTypes(view, 'database'), forTiers(view, 1)),
  evaluate: (view) =>
    ofCategory(view, 'saturation', 'availability', 'errors').some((alert) =>
      /connection|client|pool|session/i.test(proseOf(alert)),
    )
      ? []
      : [
          missingAlert(view, {
            id: 'connections',
            category: 'saturation',
            at: ['types'],
            message: `Nothing notices when connections to ${view.id} run out.`,
            help: 'Leave enough time to act before the limit of the server is reached.',
          }),
        ],
  examples: {
    bad: [
      {
        application: `types: [database]
alerts: { pool-full: null }`,
      },
    ],
    good: [
      {
        application: `types: [database]
`,
      },
    ],
  },
});
