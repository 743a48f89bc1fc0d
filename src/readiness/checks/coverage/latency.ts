import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'latency',
  notices: 'answers are slow',
  why: 'A service that answers late is down for whoever waits; retries make it worse.',
  template: 'http-service',
  level: 'silver',
  examples: {
    bad: [{ application: 'alerts: { slow-payments: null }' }],
    good: [
      {
        because: 'below tier 2 nobody is promised a time',
        application: `tier: 3
types: [http-service]
alerts: { slow-payments: null }`,
      },
    ],
  },
});
