import { queueCheck } from '../../queue-check.ts';

export default queueCheck({
  name: 'consumers',
  tells: 'missing consumers',
  categories: ['consumers', 'heartbeat'],
  why: 'A queue without consumers fails nothing and does nothing.',
  examples: {
    bad: [{ application: 'alerts: { receipts-consumers: null }' }],
    good: [{}],
  },
});
