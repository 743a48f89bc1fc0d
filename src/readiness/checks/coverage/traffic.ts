import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'traffic',
  notices: 'work no longer arrives',
  why: 'When nothing arrives, nothing fails: the alerts on errors stay quiet through a complete outage.',
  template: 'http-service',
  level: 'silver',
  examples: {
    bad: [{ application: 'alerts: { no-payments: null }' }],
    good: [{}],
  },
});
