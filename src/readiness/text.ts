import type { ChalkInstance } from 'chalk';
import { daysBetween } from '../definitions/values/calendar.ts';
import type { Finding } from '../findings/finding.ts';
import { printableLine } from '../findings/printable.ts';
import { counted } from '../findings/counted.ts';
import type { Gap } from './check.ts';
import type { CheckResult } from './evaluate.ts';
import { besideChecks, commandsOf, exemptionsIn, type ReadinessReport } from './report.ts';
import { cheapestSteps, effortText, type Scorecard } from './scorecard.ts';

const mostGaps = 5;
/** Days before its end from which on an exemption says so. */
export const soon = 14;

/** Scorecards for people: what is open, the command that scaffolds each, and the two cheapest steps to the next level. */
export function readinessText(report: ReadinessReport, chalk: ChalkInstance): string {
  const known = new Set(report.ratchet.known);
  return [
    ...report.scorecards.flatMap((card) => [...cardLines(card, known, report.today, chalk), '']),
    ...besideChecks(report).flatMap((finding) => findingLines(finding, chalk)),
    ...report.ratchet.mended.map(
      ({ application, check }) =>
        `The baseline knows ${application} ${check}, which no longer fails: --update-baseline.`,
    ),
    conclusion(report, chalk),
    '',
  ].join('\n');
}

function cardLines(card: Scorecard, known: ReadonlySet<CheckResult>, today: string, chalk: ChalkInstance): string[] {
  const { application, squad, tier, level, nextLevel, counts, exemptGaps } = card;
  const shown = card.results.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  const open = shown.filter(({ stage }) => stage !== 'preview');
  const preview = shown.filter(({ stage }) => stage === 'preview');
  const exempt = card.results.flatMap((result) => exemptLines(result, today));
  const title = `${application}  ${squad}, ${tier === undefined ? 'no tier' : `tier ${tier}`}`;
  return [
    `${chalk.bold(printableLine(title))}  ${paint(level, chalk)}  ${countsText(counts, exemptGaps)}`,
    ...open.flatMap((result) => resultLines(result, known.has(result), chalk)),
    ...exempt,
    ...(preview.length > 0
      ? [chalk.dim(`  preview: ${preview.map(({ check, gaps }) => `${check.id} (${gaps.length})`).join(', ')}`)]
      : []),
    ...(nextLevel === undefined ? [] : [`  cheapest steps to ${nextLevel}: ${stepsText(card)}`]),
  ];
}

function findingLines({ severity, message, location, help }: Finding, chalk: ChalkInstance): string[] {
  const mark = severity === 'error' ? chalk.red('✗') : severity === 'warning' ? chalk.yellow('!') : chalk.dim('·');
  const { file, line, column } = location;
  return [
    `${mark} ${printableLine(message)} ${printableLine(`${file}:${line}:${column}`)}`,
    ...(help === undefined ? [] : [`    ${printableLine(help)}`]),
  ];
}

function paint(level: Scorecard['level'], chalk: ChalkInstance): string {
  return level === 'not-ready' ? chalk.red(level) : level === 'gold' ? chalk.green(level) : chalk.yellow(level);
}

/** Counts of an application in words; exempt gaps where they are not one for each check that is exempt. */
export function countsText(counts: Scorecard['counts'], exemptGaps: number): string {
  const words = {
    pass: 'pass',
    fail: 'fail',
    exempt: 'exempt',
    unknown: 'unknown',
    'not-applicable': 'not applicable',
  };
  return Object.entries(words)
    .filter(([verdict]) => verdict === 'pass' || counts[verdict as CheckResult['verdict']] > 0)
    .map(([verdict, word]) => `${counts[verdict as CheckResult['verdict']]} ${word}`)
    .join(', ')
    .concat(exemptGaps === counts.exempt ? '' : ` (${counted(exemptGaps, 'gap')} exempt)`);
}

function resultLines(result: CheckResult, known: boolean, chalk: ChalkInstance): string[] {
  const { check, verdict, gaps, reason, stage } = result;
  const mark = stage === 'enforce' && !known && verdict === 'fail' ? chalk.red('✗') : chalk.yellow('!');
  const head = `  ${mark} ${check.id} (${check.code}, ${check.level})${known ? ', known' : ''}`;
  if (verdict === 'unknown') return [`${head}: unknown, ${printableLine(reason ?? '')}`];
  const more = gaps.length > mostGaps ? [`      and ${gaps.length - mostGaps} more`] : [];
  return [
    head,
    ...gaps.slice(0, mostGaps).flatMap(gapLines),
    ...more,
    ...commandsOf(result)
      .slice(0, mostGaps)
      .map((command) => `      $ ${printableLine(command)}`),
  ];
}

function gapLines({ message, at, help }: Gap): string[] {
  const { file, line, column } = at.file.locate(at);
  return [
    `      ${printableLine(message)} ${printableLine(`${file}:${line}:${column}`)}`,
    ...(help === undefined ? [] : [`        ${printableLine(help)}`]),
  ];
}

/** A line per exemption of a check, with the alerts that it stands for. */
function exemptLines({ check, exempt }: CheckResult, today: string): string[] {
  return exemptionsIn(exempt).map(({ exemption: { id, until, owner, reason }, subjects }) => {
    const left = daysBetween(today, until);
    const ends = left <= soon ? `, ends in ${counted(left, 'day')}` : '';
    const of = subjects.length === 0 ? '' : ` of ${printableLine(subjects.join(', '))}`;
    return `  ~ ${check.id}${of} is exempt until ${until}${ends} (${printableLine(`${id}, ${owner}`)}): ${printableLine(reason)}`;
  });
}

function stepsText(card: Scorecard): string {
  return cheapestSteps(card)
    .map((step) => `${step.check.id} (${effortText(step)})`)
    .join(', ');
}

function conclusion({ summary, counts, ratchet, scorecards }: ReadinessReport, chalk: ChalkInstance): string {
  const { errors, warnings, applications } = summary;
  const verdict =
    errors > 0
      ? chalk.red.bold(`${counted(errors, 'error')}, ${counted(warnings, 'warning')}`)
      : warnings > 0
        ? chalk.yellow.bold(`Ready, with ${counted(warnings, 'warning')}`)
        : chalk.green.bold('Ready');
  const gaps = scorecards.reduce((sum, { exemptGaps }) => sum + exemptGaps, 0);
  const parts = gaps === counts.exempt ? '' : ` (${counted(gaps, 'gap')})`;
  const known = ratchet.known.length > 0 ? `, ${ratchet.known.length} of them known` : '';
  return `${verdict} in ${counted(applications, 'application')}: ${counts.pass} pass, ${counts.fail} fail${known}, ${counts.exempt} exempt${parts}, ${counts.unknown} unknown, ${counts['not-applicable']} not applicable.`;
}
