import { defineCheck } from '../../check.ts';
import { allOf, forTiers, forTypes, missingAlert, proseOf } from '../../support.ts';
import { ofCategory } from '../../view.ts';

export default defineCheck({
  id: 'database/backups',
  code: 'RD-021',
  summary: 'An alert tells when the last good backup is too old.',
  why: 'A backup is missed on the day it is needed.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => allOf(forTypes(view, 'database'), forTiers(view, 1)),
  evaluate: (view) =>
    ofCategory(view, 'heartbeat', 'data-quality', 'no-data').some((alert) =>
      /back.?up|snapshot|restore/i.test(proseOf(alert)),
    )
      ? []
      : [
          missingAlert(view, {
            id: 'backups',
            category: 'heartbeat',
            at: ['types'],
            message: `Nothing notices when backups of ${view.id} stop.`,
            help: 'What counts is the last success, not the last failure.',
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
alerts: { settle-missed: { description: No backup has succeeded in time } }`,
      },
    ],
  },
});
