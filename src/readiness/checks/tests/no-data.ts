import { proofCheck } from '../../proof-check.ts';

export default proofCheck({
  id: 'tests/no-data',
  code: 'RD-042',
  summary: 'A test proves what each page makes of missing data.',
  why: 'The telemetry is what fails first in a large outage.',
  proves: 'noData',
  missing: (alert) => `No test shows what ${alert} makes of missing data.`,
  help: 'Add a case with `_ x20` in a series.',
});
