import type { ChalkInstance } from 'chalk';
import { printableLine } from '../../findings/printable.ts';
import { isUndecided, placeText, summaryOf, type CaseResult } from './case-result.ts';

/** How a report is drawn. */
export interface TextContext {
  readonly chalk: ChalkInstance;
  /** Draws what happened in a failed case; empty when there is nothing to draw. */
  readonly draw: (result: CaseResult) => string;
}

/** A run of tests for people: a line per alert, failures with their place and a drawing, then what it came to. */
export function textReport(results: readonly CaseResult[], context: TextContext): string {
  const byAlert = new Map<string, CaseResult[]>();
  for (const result of results) {
    byAlert.set(result.alert, [...(byAlert.get(result.alert) ?? []), result]);
  }
  const parts = [...byAlert].map(([name, all]) => alertText(name, all, context));
  return [...parts, `${reasonsText(results, context)}${summaryText(results, context)}\n`].join('');
}

function alertText(name: string, results: readonly CaseResult[], context: TextContext): string {
  const { chalk } = context;
  const failed = results.filter((result) => !result.passed);
  const mark = failed.length === 0 ? chalk.green('passed') : chalk.red('failed');
  const count = `${results.length - failed.length} of ${results.length}`;
  const head = `${mark}  ${printableLine(name)}  ${chalk.dim(`${count}, ${weakest(results)}`)}\n`;
  return [head, ...failed.map((result) => caseText(result, context)), failed.length > 0 ? '\n' : ''].join('');
}

function weakest(results: readonly CaseResult[]): string {
  return (
    (['approximate', 'given', 'exact'] as const).find((one) => results.some(({ fidelity }) => fidelity === one)) ??
    'exact'
  );
}

function caseText(result: CaseResult, context: TextContext): string {
  const { chalk } = context;
  const lines = result.failures.map((failure) => {
    const word = failure.kind === 'broken' ? chalk.red('error') : chalk.yellow(failure.kind);
    return `    ${placeText(failure.location)} ${word} ${printableLine(failure.message)}\n`;
  });
  const drawing = context.draw(result);
  const title = printableLine(result.name);
  const name = isUndecided(result) ? chalk.yellow(title) : chalk.bold(title);
  return [`\n  ${name}\n`, ...lines, drawing === '' ? '' : `\n${drawing}`].join('');
}

/** Each reason once, with the number of cases it concerns. */
function reasonsText(results: readonly CaseResult[], { chalk }: TextContext): string {
  const counts = new Map<string, number>();
  for (const { fidelity, reasons } of results)
    if (fidelity === 'approximate') for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const lines = [...counts].map(([reason, count]) =>
    chalk.dim(`  approximate in ${count}: ${printableLine(reason)}\n`),
  );
  return lines.length === 0 ? '' : `\n${lines.join('')}`;
}

function summaryText(results: readonly CaseResult[], { chalk }: TextContext): string {
  if (results.length === 0) return 'No cases.';
  const { cases, passed, failed, undecided, fidelity } = summaryOf(results);
  const parts = [
    failed === 0 ? chalk.green(`${passed} of ${cases} cases passed`) : chalk.red(`${failed} of ${cases} cases failed`),
    ...(undecided > 0 ? [`${undecided} not decided`] : []),
    ...(['exact', 'given', 'approximate'] as const)
      .filter((one) => fidelity[one] > 0)
      .map((one) => `${fidelity[one]} ${one}`),
  ];
  return parts.join(', ');
}
