import { Chalk, type ChalkInstance } from 'chalk';
import type { FindingReport } from '../finding.ts';
import { byFile } from '../order.ts';
import { printableLine } from '../printable.ts';
import { counted } from '../counted.ts';
import { summaryLine } from '../summary-line.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { sourcesOf } from './source.ts';

const format: FindingFormat = { name: 'text', summary: 'for people, with the lines of the files', render };
export default format;

async function render(report: FindingReport, context: FormatContext): Promise<string> {
  const chalk = new Chalk({ level: context.color ? 1 : 0 });
  const page = { chalk, sources: sourcesOf(context), width: context.width };
  const lines: string[] = [];
  for (const [file, findings] of byFile(report.findings)) {
    // The machine's tables of graphemes take 20 ms to load, which is much when all is well.
    const { block } = await import('./text-block.ts');
    lines.push(`── ${chalk.underline(printableLine(file))}`, '');
    for (const finding of findings) lines.push(...block(finding, page), '');
  }
  return `${[...lines, ...conclusion(report, chalk)].join('\n')}\n`;
}

function conclusion({ summary, findings }: FindingReport, chalk: ChalkInstance): string[] {
  const { errors, warnings } = summary;
  const paint = errors > 0 ? chalk.red.bold : warnings > 0 ? chalk.yellow.bold : chalk.green.bold;
  const fixable = findings.filter((finding) => finding.fix).length;
  const hint = `${counted(fixable, 'finding')} can be mended with \`alerts fix\`.`;
  return [...(fixable > 0 ? [hint] : []), paint(summaryLine(summary))];
}
