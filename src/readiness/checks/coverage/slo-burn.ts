import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'slo-burn',
  notices: 'the error budget burns',
  why: 'The budget is the only measure that weighs every failure as users do.',
  template: 'slo-burn',
  level: 'silver',
  examples: {
    bad: [{ application: 'alerts: { burn-fast: null, burn-slow: null }' }],
    good: [
      {
        because: 'promises are made for tier 1',
        application: `tier: 2
alerts: { burn-fast: null, burn-slow: null }`,
      },
    ],
  },
});
