import { queueCheck } from '../../queue-check.ts';

export default queueCheck({
  name: 'dead-letters',
  tells: 'dead letters',
  categories: ['dead-letter'],
  why: 'Messages that were given up are work that nobody does; one alert over all queues drowns the quiet ones.',
  examples: {
    bad: [{ application: 'queues: [receipts, refunds]' }, { application: 'alerts: { receipts-dead: null }' }],
    good: [{}],
  },
});
