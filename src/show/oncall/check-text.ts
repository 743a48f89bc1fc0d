import type { Finding, Severity } from '../../findings/finding.ts';
import { printable } from '../../findings/printable.ts';
import type { Share } from '../../oncall/coverage/shares.ts';
import { wordWrap } from '../word-wrap.ts';
import { aligned, type TableStyle } from './table.ts';

const widest = 110;

/** Hours per person, and what is wrong. */
export function checkText(shares: readonly Share[], findings: readonly Finding[], style: TableStyle): string {
  const { chalk } = style;
  const header = ['schedule', 'person', 'hours', 'nights', 'weekends', 'holidays'];
  const rows = shares.map(({ squad, schedule, person, ...hours }) => [
    `${squad}/${schedule}`,
    person,
    ...[hours.hours, hours.nightHours, hours.weekendHours, hours.holidayHours].map((one) => String(Math.round(one))),
  ]);
  const table =
    rows.length === 0 ? '' : aligned([header, ...rows], (row, line) => (row === header ? chalk.dim(line) : line));
  const problems = findings.map((finding) => findingText(finding, style));
  return [table, ...problems, `${summary(findings)}\n`].filter(Boolean).join('\n');
}

function findingText({ severity, rule, message, location }: Finding, { chalk, columns }: TableStyle): string {
  const paint: Record<Severity, (text: string) => string> = {
    error: chalk.red,
    warning: chalk.yellow,
    info: chalk.dim,
  };
  const width = Math.min(widest, Math.max(40, columns));
  const place = chalk.dim(`${location.file}:${location.line}:${location.column}`);
  const lines = wordWrap(printable(message), width - 2).map((line) => `  ${line}\n`);
  return `${paint[severity](severity)} ${rule}  ${place}\n${lines.join('')}`;
}

function summary(findings: readonly Finding[]): string {
  const count = (severity: Severity, one: string): string => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `${number} ${one}${number === 1 ? '' : 's'}`;
  };
  return findings.length === 0
    ? 'Somebody is always on call, and nothing else is wrong.'
    : `${count('error', 'error')}, ${count('warning', 'warning')}.`;
}
