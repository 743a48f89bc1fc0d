import type { FindingSummary } from './finding.ts';

/** One line on what a run found: `3 errors, 1 warning in 25 applications, 180 alerts; 2 suppressed`; says plainly when all is well. */
export function summaryLine(summary: FindingSummary): string {
  const found = [
    ...(summary.errors > 0 ? [plural(summary.errors, 'error')] : []),
    ...(summary.warnings > 0 ? [plural(summary.warnings, 'warning')] : []),
    ...(summary.infos > 0 ? [plural(summary.infos, 'info')] : []),
  ];
  const what = found.length > 0 ? found.join(', ') : 'All is well: no problems';
  const where = `${plural(summary.applications, 'application')}, ${plural(summary.alerts, 'alert')}`;
  return `${what} in ${where}${summary.suppressed > 0 ? `; ${summary.suppressed} suppressed` : ''}`;
}

/** A number with its noun: `1 alert`, `2 alerts`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
