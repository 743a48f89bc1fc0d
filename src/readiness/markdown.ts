import { markdownText } from '../findings/formats/markdown-text.ts';
import type { ReadinessReport } from './report.ts';

/** GitHub takes comments of 65,536 bytes, most of which the findings may need. */
const mostRows = 50;

/** The scorecards as a table, for below the findings. */
export function readinessMarkdown({ scorecards }: ReadinessReport): string {
  const rows = scorecards.slice(0, mostRows).map(({ application, squad, tier, level, counts, steps }) => {
    const next = steps.slice(0, 2).map(({ check }) => check.id);
    const cells = [application, squad, tier ?? '', level, counts.pass, counts.fail, counts.exempt, next.join(', ')];
    return `| ${cells.map((cell) => markdownText(String(cell))).join(' | ')} |`;
  });
  const left = scorecards.length - rows.length;
  return [
    '',
    '| application | squad | tier | level | pass | fail | exempt | cheapest steps |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(left > 0 ? ['', `${left} more applications did not fit here.`] : []),
    '',
  ].join('\n');
}
