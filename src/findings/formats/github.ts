import { createHash } from 'node:crypto';
import type { Finding, FindingReport, Severity } from '../finding.ts';
import { worstFirst } from '../order.ts';
import { printableLine } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { lastLine, repositoryPath } from './source.ts';
import text from './text.ts';

const format: FindingFormat = { name: 'github', summary: 'annotations of a GitHub Actions job, and the text', render };
export default format;

const commands: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Annotations first, the worst first: GitHub shows about ten of each kind per step. The text for people follows with commands stopped.
 * The token that starts them again is a digest of the text, which therefore cannot contain it.
 */
async function render(report: FindingReport, context: FormatContext): Promise<string> {
  const annotations = worstFirst(report.findings).map((finding) => `${annotation(finding, context)}\n`);
  return `${annotations.join('')}${withoutCommands(await text.render(report, { ...context, color: false }))}`;
}

/** A text in which GitHub looks for no commands. */
export function withoutCommands(plain: string): string {
  const token = createHash('sha256').update(plain).digest('hex');
  return `::stop-commands::${token}\n${plain}::${token}::\n`;
}

/** A finding as a workflow command: an annotation on its line. */
export function annotation(finding: Finding, context: FormatContext): string {
  const { location } = finding;
  const endLine = lastLine(location);
  const properties: Record<string, string | number> = {
    file: printableLine(repositoryPath(context, location.file)),
    line: location.line,
    endLine,
    // GitHub refuses columns for a range of several lines.
    ...(endLine === location.line && {
      col: location.column,
      endColumn: Math.max(location.column, location.endColumn),
    }),
    title: printableLine(finding.subject === undefined ? finding.rule : `${finding.rule} (${finding.subject})`),
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[finding.severity]} ${list.join(',')}::${escapeData(body(finding, context))}`;
}

function body(finding: Finding, context: FormatContext): string {
  const url = context.rule(finding.rule)?.url;
  return [
    printableLine(finding.message),
    ...(finding.help === undefined ? [] : [printableLine(finding.help)]),
    ...(finding.fix ? [`Fix available: alerts fix (${printableLine(finding.fix.title)})`] : []),
    ...(url === undefined ? [] : [printableLine(url)]),
  ].join('\n');
}

function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(value: string): string {
  return escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
