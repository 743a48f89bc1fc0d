import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'data-quality',
  notices: 'numbers are wrong',
  why: 'A pipeline that runs on time with wrong numbers is worse than one that stands still: its numbers are believed.',
  examples: {
    bad: [{ application: 'types: [data-pipeline]' }],
    good: [
      {
        application: `types: [data-pipeline]
alerts: { payments-collapse: { category: data-quality } }`,
      },
    ],
  },
});
