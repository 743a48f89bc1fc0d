import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'heartbeat',
  notices: 'runs stop coming',
  why: 'A run that never started fails nowhere.',
  template: 'cron-job',
  examples: {
    bad: [{ application: 'alerts: { settle-missed: null }' }],
    good: [
      {
        because: 'nothing runs by schedule',
        application: `types: [http-service]
jobs: []
alerts: { settle-missed: null }`,
      },
    ],
  },
});
