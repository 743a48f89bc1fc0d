import { markdownCode, markdownText } from '../findings/formats/markdown-text.ts';
import { counted } from '../findings/counted.ts';
import type { CheckResult } from './evaluate.ts';
import { nextStepOf } from './next-step.ts';
import { exemptionsIn, type ReadinessReport } from './report.ts';
import { cheapestSteps, effortText, type Scorecard } from './scorecard.ts';

/** GitHub takes comments of 65,536 bytes, most of which the findings may need. */
const mostRows = 50;

/** The scorecards as a table, with the two cheapest steps of each and how to take them, and what is exempt; for below the findings. */
export function readinessMarkdown({ scorecards }: ReadinessReport): string {
  const left = scorecards.length - mostRows;
  return [
    '',
    '| application | squad | tier | level | pass | fail | exempt | unknown | cheapest steps to the next level |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...scorecards.slice(0, mostRows).map(row),
    ...(left > 0 ? ['', `${left} more applications did not fit here.`] : []),
    ...exemptions(scorecards),
    '',
  ].join('\n');
}

function row(card: Scorecard): string {
  const { application, squad, tier, level, counts, exemptGaps } = card;
  const exempt = exemptGaps === counts.exempt ? counts.exempt : `${counts.exempt} (${counted(exemptGaps, 'gap')})`;
  const cells = [application, squad, tier ?? '', level, counts.pass, counts.fail, exempt, counts.unknown];
  const steps = cheapestSteps(card).map(stepText).join('<br>');
  return `| ${[...cells.map((cell) => markdownText(String(cell))), steps].join(' | ')} |`;
}

/** A check, what it costs, and the command or place with which to begin. */
function stepText(result: CheckResult): string {
  const [first] = result.gaps;
  const about = markdownText(`${result.check.id} (${effortText(result)})`);
  if (!first) return about;
  const step = nextStepOf(first);
  return `${about}: ${'command' in step ? markdownCode(step.command) : `edit ${markdownCode(step.place)}`}`;
}

function exemptions(scorecards: readonly Scorecard[]): string[] {
  const lines = scorecards.flatMap(({ application, results }) =>
    results.flatMap(({ check, exempt }) =>
      exemptionsIn(exempt).map(({ exemption: { id, owner, until, reason }, subjects }) => {
        const of = subjects.length === 0 ? application : subjects.join(', ');
        return `- ${markdownText(`${check.id} of ${of} until ${until} (${id}, ${owner}): ${reason}`)}`;
      }),
    ),
  );
  if (lines.length === 0) return [];
  const more = lines.length > mostRows ? [`- and ${lines.length - mostRows} more`] : [];
  const gaps = scorecards.reduce((sum, { exemptGaps }) => sum + exemptGaps, 0);
  return ['', `<details><summary>${counted(gaps, 'gap')} exempt</summary>`, '', ...lines.slice(0, mostRows), ...more, '', '</details>']; // prettier-ignore
}
