import { coverageCheck } from '../../coverage-check.ts';

export default coverageCheck({
  category: 'certificate',
  notices: 'a certificate comes to its end',
  why: 'Certificates end on a known day, at a time when nobody is at work.',
  template: 'public-endpoint',
  examples: {
    bad: [
      {
        application: `types: [frontend]
alerts: { certificate: null }`,
      },
    ],
    good: [{ application: 'types: [frontend]' }],
  },
});
