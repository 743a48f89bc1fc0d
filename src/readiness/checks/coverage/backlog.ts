import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'backlog',
  notices: 'work waits too long',
  why: 'A queue hides an outage until it is full; then it takes hours to drain.',
  template: 'queue-worker',
  examples: {
    bad: [{ application: 'alerts: { receipts-wait: null }' }],
    good: [{}],
  },
});
