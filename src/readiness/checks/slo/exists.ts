import { defineCheck } from '../../check.ts';
import { allOf, forTiers, forTypes } from '../../support.ts';
import { placeIn } from '../../view.ts';

export default defineCheck({
  id: 'slo/exists',
  code: 'RD-026',
  summary: 'What users wait for has a service level objective.',
  why: 'Without an objective every failure is either ignored or an emergency; nobody knows how many are too many.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 3,
  applies: (view) => allOf(forTypes(view, 'http-service', 'frontend', 'worker'), forTiers(view, 1)),
  evaluate: (view) =>
    view.slos.some(({ data }) => data['kind'] === 'SLO')
      ? []
      : [
          {
            message: `${view.id} has no service level objective.`,
            at: placeIn(view, ['tier']),
            help: `Write an OpenSLO document with "service: ${view.id}", and alert on its burn rate.`,
          },
        ],
  examples: {
    bad: [{ files: { 'payments/slo.yaml': '' }, application: 'alerts: { burn-fast: null, burn-slow: null }' }],
    good: [
      {
        because: 'tier 2 promises nothing in numbers',
        application: `tier: 2
alerts: { burn-fast: null, burn-slow: null }`,
        files: { 'payments/slo.yaml': '' },
      },
    ],
  },
});
