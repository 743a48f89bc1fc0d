import { proofCheck } from '../../proof-check.ts';

export default proofCheck({
  id: 'tests/recovers',
  code: 'RD-041',
  summary: 'A test proves that each page ends when the trouble does.',
  why: 'A page that does not end keeps somebody awake for nothing.',
  proves: 'recovers',
  missing: (alert) => `No test proves that ${alert} recovers.`,
  help: 'Let the series return to normal and expect "state: ok".',
});
