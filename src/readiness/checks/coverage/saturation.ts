import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'saturation',
  notices: 'a resource runs out',
  why: 'Full pools and disks give hours of warning, which only helps if somebody is told.',
  template: 'kubernetes-deployment',
  level: 'silver',
  examples: {
    bad: [{ application: 'alerts: { pool-full: null }' }],
    good: [{}],
  },
});
