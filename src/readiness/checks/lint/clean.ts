import { defineCheck } from '../../check.ts';
import { counted } from '../../../findings/counted.ts';
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
  evaluate: (view) => {
    const errors = view.findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return [];
    const mends = errors.some(({ fix }) => fix !== undefined);
    return [
      {
        message: `Lint finds ${counted(errors.length, 'error')} in ${view.id}.`,
        at: placeIn(view, ['id']),
        help: `"alerts lint --app ${view.id}" lists them with their places${mends ? '; some can be mended safely' : ''}.`,
        command: mends ? 'alerts fix' : `alerts lint --app ${view.id}`,
      },
    ];
  },
  examples: {
    bad: [{ application: 'alerts: { card-errors: { condition: { recovery: 50% } } }' }],
    good: [{}],
  },
});
