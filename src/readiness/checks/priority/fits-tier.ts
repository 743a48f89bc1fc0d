import { defineCheck } from '../../check.ts';
import { forTiers, newAlert } from '../../support.ts';
import { placeIn, paging } from '../../view.ts';

export default defineCheck({
  id: 'priority/fits-tier',
  code: 'RD-034',
  summary: 'Something of tier 1 or 2 can call somebody at any time.',
  why: 'An application that everything depends on and that calls nobody is watched by its customers.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => forTiers(view, 1, 2),
  evaluate: (view) =>
    paging(view).some(
      ({ priority }) => priority === 'P1' || priority === 'P2' || (view.tier === 2 && priority === 'P3'),
    )
      ? []
      : [
          {
            message: `No alert of ${view.id} (tier ${view.tier ?? 1}) is urgent enough to call somebody at night.`,
            at: placeIn(view, ['tier']),
            help: 'Give the symptom that users feel first P1 or P2; or lower the tier if nobody is to be called.',
            command: newAlert(view, 'unusable', 'availability', { priority: 'P1' }),
          },
        ],
  examples: {
    bad: [{ application: 'alerts: { card-errors: { priority: P4 }, burn-fast: { priority: P4 } }' }],
    good: [
      {
        application: `tier: 3
alerts: { card-errors: { priority: P4 }, burn-fast: { priority: P4 } }`,
      },
    ],
  },
});
