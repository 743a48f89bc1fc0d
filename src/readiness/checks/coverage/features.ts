import { defineCheck } from '../../check.ts';
import { missingAlert, withField } from '../../support.ts';
import { listIn } from '../../view.ts';

export default defineCheck({
  id: 'coverage/features',
  code: 'RD-011',
  summary: 'Every declared feature is watched by an alert.',
  why: 'A feature that no alert mentions can be broken for a week: nobody feels in charge of noticing.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 2,
  applies: (view) => withField(view, 'features'),
  evaluate: (view) =>
    listIn(view, 'features')
      .filter((name) => view.alerts.every(({ covers }) => !covers.includes(name)))
      .map((name) =>
        missingAlert(view, {
          id: name,
          category: 'errors',
          at: ['features'],
          message: `No alert of ${view.id} watches the feature ${name}.`,
          covers: name,
          help: `Name it in "covers" of the alert that notices when it fails, or add one.`,
        }),
      ),
  examples: {
    bad: [{ application: 'features: [pay-by-card, refund, chargeback]' }],
    good: [{ because: 'it has no features of its own', application: 'features: []' }],
  },
});
