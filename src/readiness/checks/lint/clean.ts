import { defineCheck } from '../../check.ts';
import { placeIn } from '../../view.ts';

export default defineCheck({
  id: 'lint/clean',
  code: 'RD-030',
  summary: 'Lint finds no error.',
  why: 'What lint calls an error fires wrongly, or never.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: () => true,
  evaluate: (view) =>
    view.findings.some(({ severity }) => severity === 'error')
      ? [
          {
            message: `Lint finds ${view.findings.filter(({ severity }) => severity === 'error').length} errors in ${view.id}.`,
            at: placeIn(view, ['id']),
            help: 'They are listed with their places and mends.',
            command: `alerts lint --app ${view.id}`,
          },
        ]
      : [],
  examples: {
    bad: [{ application: 'alerts: { card-errors: { condition: { recovery: 50% } } }' }],
    good: [{}],
  },
});
