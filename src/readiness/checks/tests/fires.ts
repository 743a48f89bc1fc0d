import { proofCheck } from '../../proof-check.ts';

export default proofCheck({
  id: 'tests/fires',
  code: 'RD-040',
  summary: 'A test proves that each page fires.',
  why: 'An alert that never fired may be unable to.',
  proves: 'fires',
  missing: (alert) => `No test proves that ${alert} fires.`,
  help: 'Write an AlertTest with a case that expects "state: alert".',
});
