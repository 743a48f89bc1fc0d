import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'business',
  notices: 'customers stop doing what they came for',
  why: 'Everything technical can be green while no order arrives: a button is hidden, a price is wrong.',
  level: 'silver',
  examples: {
    bad: [
      {
        application: `types: [frontend]
alerts: { payments-collapse: null, burn-fast: null, burn-slow: null }`,
      },
    ],
    good: [{ application: 'types: [frontend]' }],
  },
});
