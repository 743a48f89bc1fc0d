import { defineCheck } from '../../check.ts';
import { placeIn } from '../../view.ts';

export default defineCheck({
  id: 'ownership/tier',
  code: 'RD-004',
  summary: 'The tier is declared.',
  why: 'Everything else is weighed by it: which alerts, how fast, who is called.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: () => true,
  evaluate: (view) =>
    view.tier === undefined
      ? [
          {
            message: `${view.id} has no tier; it counts as the most critical.`,
            at: placeIn(view, ['tier']),
            help: 'Write "tier: 1" to 4.',
          },
        ]
      : [],
  examples: {
    bad: [{ application: 'tier: null' }],
    good: [{}],
  },
});
