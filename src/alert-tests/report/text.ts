import type { ChalkInstance } from 'chalk';
import { printableLine } from '../../findings/printable.ts';
import type { Verdict } from '../run-case.ts';
import { isUndecided, placeOf, summaryOf } from './report.ts';

/** How a report is drawn. */
export interface TextContext {
  readonly chalk: ChalkInstance;
  readonly columns: number;
  /** Draws what happened in a failed case; empty when there is nothing to draw. */
  readonly draw: (verdict: Verdict) => string;
}

/** A run of tests for people: a line per alert, failures with their place and a drawing, then what it came to. */
export function textReport(verdicts: readonly Verdict[], context: TextContext): string {
  const byAlert = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const name = `${verdict.test.application}/${verdict.test.alert}`;
    byAlert.set(name, [...(byAlert.get(name) ?? []), verdict]);
  }
  const parts = [...byAlert].map(([name, all]) => alertText(name, all, context));
  return [...parts, `${reasonsText(verdicts, context)}${summaryText(verdicts, context)}\n`].join('');
}

function alertText(name: string, verdicts: readonly Verdict[], context: TextContext): string {
  const { chalk } = context;
  const failed = verdicts.filter((verdict) => !verdict.passed);
  const mark = failed.length === 0 ? chalk.green('passed') : chalk.red('failed');
  const count = `${verdicts.length - failed.length} of ${verdicts.length}`;
  const head = `${mark}  ${printableLine(name)}  ${chalk.dim(`${count}, ${weakest(verdicts)}`)}\n`;
  return [head, ...failed.map((verdict) => caseText(verdict, context))].join('');
}

function weakest(verdicts: readonly Verdict[]): string {
  return (
    (['approximate', 'given', 'exact'] as const).find((one) => verdicts.some(({ fidelity }) => fidelity === one)) ??
    'exact'
  );
}

function caseText(verdict: Verdict, context: TextContext): string {
  const { chalk } = context;
  const lines = verdict.failures.map((failure) => {
    const word = failure.kind === 'broken' ? chalk.red('error') : chalk.yellow(failure.kind);
    return `    ${placeOf(verdict, failure)} ${word} ${printableLine(failure.message)}\n`;
  });
  const drawing = context.draw(verdict);
  const name = isUndecided(verdict) ? chalk.yellow(verdict.one.name) : chalk.bold(verdict.one.name);
  return [`\n  ${printableLine(name)}\n`, ...lines, drawing === '' ? '' : `\n${drawing}`, '\n'].join('');
}

/** Each reason once, with the number of cases it concerns. */
function reasonsText(verdicts: readonly Verdict[], { chalk }: TextContext): string {
  const counts = new Map<string, number>();
  for (const { fidelity, reasons } of verdicts)
    if (fidelity === 'approximate') for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const lines = [...counts].map(([reason, count]) =>
    chalk.dim(`  approximate in ${count}: ${printableLine(reason)}\n`),
  );
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

function summaryText(verdicts: readonly Verdict[], { chalk }: TextContext): string {
  const { cases, passed, failed, undecided, fidelity } = summaryOf(verdicts);
  const parts = [
    failed === 0 ? chalk.green(`${passed} of ${cases} cases passed`) : chalk.red(`${failed} of ${cases} cases failed`),
    ...(undecided > 0 ? [`${undecided} not decided`] : []),
    ...(['exact', 'given', 'approximate'] as const)
      .filter((one) => fidelity[one] > 0)
      .map((one) => `${fidelity[one]} ${one}`),
  ];
  return parts.join(', ');
}
