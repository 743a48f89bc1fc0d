import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'errors',
  notices: 'requests, messages or runs fail',
  why: 'Failures are what users see first. Without such an alert they are the ones who call.',
  template: 'http-service',
  examples: {
    bad: [{ application: 'alerts: { card-errors: { category: capacity } }' }],
    good: [
      {
        because: 'a platform is watched by its availability',
        application: `types: [platform]
alerts: { card-errors: { category: availability } }`,
      },
    ],
  },
});
