import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'dead-letter',
  notices: 'messages are given up',
  why: 'A dead letter is a piece of work that nobody will do unless somebody looks.',
  template: 'queue-worker',
  examples: {
    bad: [{ application: 'alerts: { receipts-dead: null }' }],
    good: [{}],
  },
});
