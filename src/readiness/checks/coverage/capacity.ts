import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'capacity',
  notices: 'space or quota runs out soon',
  why: 'A full disk stops a database at once, and there is no quick way back.',
  examples: {
    bad: [{ application: 'types: [database]' }],
    good: [
      {
        application: `types: [database]
alerts: { pool-full: { category: capacity } }`,
      },
    ],
  },
});
