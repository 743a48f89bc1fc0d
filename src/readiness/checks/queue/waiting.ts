import { queueCheck } from '../../queue-check.ts';

export default queueCheck({
  name: 'waiting',
  tells: 'waiting messages',
  categories: ['backlog', 'latency'],
  why: 'How long a message waits is what the receiver feels.',
  examples: {
    bad: [{ application: 'alerts: { receipts-wait: null }' }],
    good: [{}],
  },
});
