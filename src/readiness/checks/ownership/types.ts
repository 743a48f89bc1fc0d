import { defineCheck } from '../../check.ts';
import { placeIn } from '../../view.ts';

export default defineCheck({
  id: 'ownership/types',
  code: 'RD-004',
  summary: 'The types are declared.',
  why: 'Which alerts are missing is known from what breaks in such a thing.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: () => true,
  evaluate: (view) =>
    view.types.length === 0
      ? [
          {
            message: `${view.id} has no types, so nobody can tell which alerts are missing.`,
            at: placeIn(view, ['types']),
            help: 'Write "types", e.g. [http-service].',
          },
        ]
      : [],
  examples: {
    bad: [{ application: 'types: null' }],
    good: [{}],
  },
});
