import { counted } from './counted.ts';
import type { FindingSummary } from './finding.ts';

/** One line on what a run found: `3 errors, 1 warning in 25 applications, 180 alerts; 2 suppressed`; says plainly when all is well. */
export function summaryLine(summary: FindingSummary): string {
  const found = [
    ...(summary.errors > 0 ? [counted(summary.errors, 'error')] : []),
    ...(summary.warnings > 0 ? [counted(summary.warnings, 'warning')] : []),
    ...(summary.infos > 0 ? [counted(summary.infos, 'info')] : []),
  ];
  const what = found.length > 0 ? found.join(', ') : 'All is well: no problems';
  const where = `${counted(summary.applications, 'application')}, ${counted(summary.alerts, 'alert')}`;
  return `${what} in ${where}${summary.suppressed > 0 ? `; ${summary.suppressed} suppressed` : ''}`;
}
