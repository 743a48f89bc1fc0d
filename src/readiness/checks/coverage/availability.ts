import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'availability',
  notices: 'it cannot be reached',
  why: 'From inside everything looks well when the way to it is broken.',
  template: 'public-endpoint',
  examples: {
    bad: [{ application: 'alerts: { unreachable: null, burn-fast: null, burn-slow: null }' }],
    good: [{ because: 'the error budget tells the same of a service', application: 'alerts: { unreachable: null }' }],
  },
});
