import { Chalk, type ChalkInstance } from 'chalk';
import { codeFrame } from '../code-frame.ts';
import type { Finding, FindingReport, Location, Severity } from '../finding.ts';
import { byFile } from '../order.ts';
import { printableLine } from '../printable.ts';
import { plural, summaryLine } from '../summary-line.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { sourcesOf, type Sources } from './source.ts';

interface Page {
  readonly chalk: ChalkInstance;
  readonly sources: Sources;
  readonly width: number;
}

const format: FindingFormat = { name: 'text', summary: 'for people, with the lines of the files', render };
export default format;

function render(report: FindingReport, context: FormatContext): string {
  const chalk = new Chalk({ level: context.color ? 1 : 0 });
  const page = { chalk, sources: sourcesOf(context), width: context.width };
  const lines: string[] = [];
  for (const [file, findings] of byFile(report.findings)) {
    lines.push(`── ${chalk.underline(printableLine(file))}`, '');
    for (const finding of findings) lines.push(...block(finding, page), '');
  }
  return `${[...lines, ...conclusion(report, chalk)].join('\n')}\n`;
}

/** One finding, without an empty line at its end. */
function block(finding: Finding, page: Page): string[] {
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

function conclusion({ summary, findings }: FindingReport, chalk: ChalkInstance): string[] {
  const { errors, warnings } = summary;
  const paint = errors > 0 ? chalk.red.bold : warnings > 0 ? chalk.yellow.bold : chalk.green.bold;
  const fixable = findings.filter((finding) => finding.fix).length;
  const hint = `${plural(fixable, 'finding')} can be mended with \`alerts fix\`.`;
  return [...(fixable > 0 ? [hint] : []), paint(summaryLine(summary))];
}
