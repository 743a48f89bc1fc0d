import { proofCheck } from '../../proof-check.ts';

export default proofCheck({
  id: 'tests/stays-quiet',
  code: 'RD-040',
  summary: 'A test proves that each page stays quiet on a usual day.',
  why: 'An alert that always fires is switched off after a week.',
  proves: 'staysQuiet',
  missing: (alert) => `No test proves that ${alert} stays quiet.`,
  help: 'Add a case with a blip and "never: [alert]".',
});
