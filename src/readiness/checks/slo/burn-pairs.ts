import { defineCheck } from '../../check.ts';
import { newAlert } from '../../support.ts';
import { type ReadinessView } from '../../view.ts';

const fastBurn = { what: 'a fast burn that pages (14.4 over 1h and 5m)', name: 'burn-fast', priority: 'P1' } as const;
const slowBurn = { what: 'a slow burn (6 over 6h and 30m)', name: 'burn-slow', priority: 'P4' } as const;

export default defineCheck({
  id: 'slo/burn-pairs',
  code: 'RD-027',
  summary: 'Every objective has a fast burn that pages and a slow one that is work.',
  why: 'One window is either too slow for an outage or too nervous for a bad hour; the pairs come from the SRE workbook (chapter Alerting on SLOs).',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => view.slos.some(({ data }) => data['kind'] === 'SLO') || 'it has no objective',
  evaluate: (view) =>
    view.slos
      .filter(({ data }) => data['kind'] === 'SLO')
      .flatMap(({ id, root }) => {
        const burns = burnsOf(view, id);
        const lacks = [
          ...(burns.some(({ pages, fast }) => pages && fast) ? [] : [fastBurn]),
          ...(burns.some(({ fast }) => !fast) ? [] : [slowBurn]),
        ];
        return lacks.map(({ what, name, priority }) => ({
          message: `The objective ${id} lacks ${what}.`,
          at: root,
          subject: view.id,
          help: 'The template slo-burn brings the pairs of the SRE workbook.',
          command: newAlert(view, `${id}-${name}`, 'slo-burn', { priority }),
        }));
      }),
  examples: {
    bad: [{ application: 'alerts: { burn-slow: null }' }, { application: 'alerts: { burn-fast: { priority: P4 } }' }],
    good: [{}],
  },
});

function burnsOf(view: ReadinessView, slo: string): { readonly pages: boolean; readonly fast: boolean }[] {
  return view.alerts.flatMap(({ source, condition, pages }) =>
    source.vendor === 'slo' && source.fields['id'] === slo && condition.kind === 'burn'
      ? [{ pages, fast: condition.long <= 2 * 3600 }]
      : [],
  );
}
