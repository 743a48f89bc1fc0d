import { Buffer } from 'node:buffer';
import type { Finding, FindingReport, Severity } from '../finding.ts';
import { worstFirst } from '../order.ts';
import { counted } from '../counted.ts';
import { summaryLine } from '../summary-line.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { markdownCode, markdownLink, markdownText } from './markdown-text.ts';
import { repositoryPath } from './source.ts';

const format: FindingFormat = { name: 'markdown', summary: 'for comments and job summaries', render };
export default format;

/** GitHub takes comments of 65,536 bytes; the rest is for what a comment puts around. */
const maximumBytes = 60_000;

const sections: readonly { severity: Severity; title: string; open: boolean }[] = [
  { severity: 'error', title: 'error', open: true },
  { severity: 'warning', title: 'warning', open: false },
  { severity: 'info', title: 'info', open: false },
];

function render(report: FindingReport, context: FormatContext): string {
  const head = `### ${icon(report)} alerts ${markdownText(report.command)}: ${summaryLine(report.summary)}\n`;
  const { kept, left } = within(maximumBytes - Buffer.byteLength(head), report, context);
  const parts = sections.flatMap(({ severity, title, open }) => {
    const items = kept.filter((item) => item.severity === severity);
    if (items.length === 0) return [];
    const summary = counted(report.findings.filter((finding) => finding.severity === severity).length, title);
    const list = items.map((item) => item.text).join('');
    return [`\n<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${list}\n</details>\n`];
  });
  const note = left > 0 ? `\n${counted(left, 'more finding')} did not fit here.\n` : '';
  return `${head}${parts.join('')}${note}`;
}

interface Item {
  readonly severity: Severity;
  readonly text: string;
}

/** The worst findings that fit; 1,000 bytes are kept for what stands around them. */
function within(bytes: number, report: FindingReport, context: FormatContext): { kept: Item[]; left: number } {
  const kept: Item[] = [];
  let room = bytes - 1_000;
  for (const finding of worstFirst(report.findings)) {
    const text = listItem(finding, context);
    room -= Buffer.byteLength(text);
    if (room < 0) break;
    kept.push({ severity: finding.severity, text });
  }
  return { kept, left: report.findings.length - kept.length };
}

function listItem(finding: Finding, context: FormatContext): string {
  const { location, subject, help, fix, rule } = finding;
  const where = `${repositoryPath(context, location.file)}:${location.line}:${location.column}`;
  const parts = [
    `- ${markdownCode(where)}`,
    ...(subject === undefined ? [] : [markdownCode(subject)]),
    `**${markdownText(finding.message)}**`,
    ...(help === undefined ? [] : [markdownText(help)]),
    ...(fix ? [`Fix available: <code>alerts fix</code> (${markdownText(fix.title)}).`] : []),
    `(${markdownLink(rule, context.rule(rule)?.url)})`,
  ];
  return `${parts.join(' ')}\n`;
}

function icon({ summary }: FindingReport): string {
  return summary.errors > 0 ? '❌' : summary.warnings > 0 ? '⚠️' : '✅';
}
