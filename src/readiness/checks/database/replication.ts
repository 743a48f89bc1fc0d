import { defineCheck } from '../../check.ts';
import { allOf, forTiers, forTypes, missingAlert, proseOf } from '../../support.ts';
import { ofCategory } from '../../view.ts';

export default defineCheck({
  id: 'database/replication',
  code: 'RD-021',
  summary: 'An alert tells when a replica falls behind.',
  why: 'A replica that lags loses what it lacks at the next failover.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => allOf(forTypes(view, 'database'), forTiers(view, 1)),
  evaluate: (view) =>
    ofCategory(view, 'availability', 'data-quality', 'latency', 'backlog', 'saturation', 'capacity').some((alert) =>
      /\breplica\b|replication|standby|\blag\b/i.test(proseOf(alert)),
    )
      ? []
      : [
          missingAlert(view, {
            id: 'replication',
            category: 'availability',
            at: ['types'],
            message: `Nothing notices when a replica of ${view.id} falls behind.`,
            help: 'Measure seconds or bytes behind the primary, per replica.',
          }),
        ],
  examples: {
    bad: [
      {
        application: `types: [database]
`,
      },
    ],
    good: [
      {
        application: `types: [database]
alerts: { slow-payments: { description: The replica falls behind } }`,
      },
    ],
  },
});
