import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'consumers',
  notices: 'nobody consumes a queue',
  why: 'Without consumers a queue only grows; nothing fails, and nothing is done.',
  template: 'queue-worker',
  examples: {
    bad: [{ application: 'alerts: { receipts-consumers: null }' }],
    good: [{}],
  },
});
