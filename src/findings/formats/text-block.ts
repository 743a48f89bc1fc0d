import type { ChalkInstance } from 'chalk';
import { codeFrame } from '../code-frame.ts';
import type { Finding, Location, Severity } from '../finding.ts';
import { printableLine } from '../printable.ts';
import type { Sources } from './source.ts';

/** What the block of a finding is painted with. */
export interface Page {
  readonly chalk: ChalkInstance;
  readonly sources: Sources;
  readonly width: number;
}

/** One finding, without an empty line at its end. */
export function block(finding: Finding, page: Page): string[] {
  const { chalk } = page;
  const { mark, paint } = severityStyle(finding.severity, chalk);
  const about = finding.subject === undefined ? '' : chalk.dim(` (${printableLine(finding.subject)})`);
  const where = chalk.bold(placeText(finding.location));
  const lines = [`  ${paint(mark)} ${where}  ${paint(finding.severity)}  ${printableLine(finding.message)}`];
  lines.push(`    ${chalk.dim(printableLine(finding.rule))}${about}`);
  lines.push(...frame(finding.location, paint, page));
  if (finding.help !== undefined) lines.push(`    ${chalk.cyan('help:')} ${printableLine(finding.help)}`);
  if (finding.fix)
    lines.push(`    ${chalk.green('fix available:')} \`alerts fix\` (${printableLine(finding.fix.title)})`);
  for (const { message, location } of finding.related ?? [])
    lines.push(`    ${chalk.cyan('see')} ${placeText(location)}: ${printableLine(message)}`);
  return lines;
}

function frame(location: Location, paint: ChalkInstance, { chalk, sources, width }: Page): string[] {
  const line = sources.line(location.file, location.line);
  if (line === undefined || (line === '' && location.column > 1)) return [];
  const number = String(location.line).padStart(6);
  const gutter = `${number} │ `;
  const endColumn = location.endLine > location.line ? undefined : location.endColumn;
  const { source, marker } = codeFrame(line, { column: location.column, endColumn }, width - gutter.length);
  const empty = `${' '.repeat(number.length)} │ `;
  return [`${chalk.dim(gutter)}${source}`.trimEnd(), `${chalk.dim(empty)}${indented(marker, paint)}`];
}

function indented(marker: string, paint: ChalkInstance): string {
  const carets = marker.trimStart();
  return `${marker.slice(0, marker.length - carets.length)}${paint(carets)}`;
}

function placeText({ file, line, column }: Location): string {
  return `${printableLine(file)}:${line}:${column}`;
}

function severityStyle(severity: Severity, chalk: ChalkInstance): { mark: string; paint: ChalkInstance } {
  if (severity === 'error') return { mark: '✖', paint: chalk.red };
  if (severity === 'warning') return { mark: '▲', paint: chalk.yellow };
  return { mark: '●', paint: chalk.blue };
}
