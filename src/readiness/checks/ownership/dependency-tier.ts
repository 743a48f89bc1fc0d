import { ledger } from '../../examples/ready-tree.ts';
import { defineCheck } from '../../check.ts';
import { allOf, forTiers, withField } from '../../support.ts';
import { placeIn, listIn } from '../../view.ts';

export default defineCheck({
  id: 'ownership/dependency-tier',
  code: 'RD-005',
  summary: 'Nothing of tier 1 depends on something of tier 3 or 4.',
  why: 'A chain holds as long as its weakest part, and nobody is called for that one.',
  level: 'gold',
  maturity: { stage: 'warn' },
  effort: 3,
  applies: (view) => allOf(forTiers(view, 1), withField(view, 'dependencies')),
  evaluate: (view) =>
    listIn(view, 'dependencies')
      .filter((id) => (view.applications.get(id) ?? 1) > 2)
      .map((id) => ({
        message: `${view.id} is of tier 1 and depends on ${id}, which is of tier ${view.applications.get(id)}.`,
        at: placeIn(view, ['dependencies']),
        help: `Raise the tier of ${id}, or live without it for a while.`,
      })),
  examples: {
    bad: [{ files: { 'payments/ledger.yaml': ledger(4) } }],
    good: [{}],
  },
});
