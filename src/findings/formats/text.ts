import { Chalk, type ChalkInstance } from 'chalk';
import type { Finding, FindingReport, FindingSummary, Severity } from '../finding.ts';
import { codeFrame } from '../code-frame.ts';
import { printableLine } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';

/** For people: grouped by file, with the line, a caret and the way to mend it. */
export default {
  name: 'text',
  summary: 'for people',
  render(report, context) {
    const chalk = new Chalk({ level: context.color ? 1 : 0 });
    const byFile = new Map<string, Finding[]>();
    for (const finding of report.findings)
      byFile.set(finding.location.file, [...(byFile.get(finding.location.file) ?? []), finding]);
    const sections = [...byFile].map(([file, findings]) =>
      [chalk.underline(printableLine(file)), ...findings.map((finding) => describe(finding, chalk, context))].join(
        '\n',
      ),
    );
    return [...sections, summaryLine(report, chalk)].join('\n\n') + '\n';
  },
} satisfies FindingFormat;

function describe(finding: Finding, chalk: ChalkInstance, context: FormatContext): string {
  const { file, line, column } = finding.location;
  const source = context.sourceLine(file, line);
  return [
    `  ${colored(finding.severity, chalk)} ${chalk.dim(`${printableLine(file)}:${line}:${column}`)} ${chalk.dim(finding.rule)}${finding.subject ? chalk.dim(` (${printableLine(finding.subject)})`) : ''}`,
    wrap(printableLine(finding.message), context.width, '    '),
    ...(source === undefined ? [] : [indent(codeFrame(source, finding.location, context.width - 6), chalk)]),
    ...(finding.help ? [wrap(`help: ${printableLine(finding.help)}`, context.width, '    ')] : []),
    ...(finding.fix ? [`    fix: ${printableLine(finding.fix.title)} (alerts fix)`] : []),
    ...(finding.related ?? []).map(
      ({ message, location }) =>
        `    see: ${printableLine(message)} ${printableLine(location.file)}:${location.line}:${location.column}`,
    ),
  ].join('\n');
}

function colored(severity: Severity, chalk: ChalkInstance): string {
  return { error: chalk.red.bold('error  '), warning: chalk.yellow.bold('warning'), info: chalk.cyan.bold('info   ') }[
    severity
  ];
}

function indent(text: string, chalk: ChalkInstance): string {
  return text
    .split('\n')
    .map((line, index) => `      ${index === 1 ? chalk.red(line) : chalk.dim(line)}`)
    .join('\n');
}

function wrap(text: string, width: number, lead: string): string {
  const room = Math.max(30, width - lead.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => lead + one).join('\n');
}

function summaryLine(report: FindingReport, chalk: ChalkInstance): string {
  const { errors, warnings, infos, suppressed } = report.summary;
  const looked = `${counted(report.summary.alerts, 'alert')} in ${counted(report.summary.applications, 'application')} of ${counted(report.summary.squads, 'squad')}`;
  const hidden = suppressed > 0 ? `; ${suppressed} suppressed` : '';
  if (report.findings.length === 0) return `${chalk.green('No findings')}: ${looked} are fine${hidden}.`;
  const fixable = report.findings.filter((finding) => finding.fix).length;
  const fixes = fixable > 0 ? ` "alerts fix" mends ${fixable}.` : '';
  return `${found({ ...report.summary, errors, warnings, infos }, chalk)} in ${looked}${hidden}.${fixes}`;
}

function found({ errors, warnings, infos }: FindingSummary, chalk: ChalkInstance): string {
  const parts = [
    errors > 0 ? chalk.red(counted(errors, 'error')) : '',
    warnings > 0 ? chalk.yellow(counted(warnings, 'warning')) : '',
    infos > 0 ? `${infos} to know` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
