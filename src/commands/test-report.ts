import { Chalk } from 'chalk';
import { drawCase } from '../alert-tests/drawing/draw-case.ts';
import { coverageText } from '../alert-tests/report/coverage-text.ts';
import { jsonReport } from '../alert-tests/report/json.ts';
import { junitReport } from '../alert-tests/report/junit.ts';
import { textReport } from '../alert-tests/report/text.ts';
import { UsageError, type Host, type Output } from '../cli/command.ts';
import { FormatError, parseOutputs, type OutputSpec } from '../findings/formats/index.ts';
import type { Tested } from './test-run.ts';

const known = ['text', 'json', 'junit'];

/** The targets that `--format` names; text on standard output without one. */
export function testOutputs(formats: readonly string[]): OutputSpec[] {
  for (const written of formats) {
    const [name = ''] = written.split('=');
    if (!known.includes(name)) throw new UsageError(`"alerts test" prints ${known.join(', ')}, not "${name}".`);
  }
  try {
    return parseOutputs(formats.length > 0 ? formats : ['text']);
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(error.message) : error;
  }
}

/** A run of tests in one format. */
export function renderTests({ format, file }: OutputSpec, tested: Tested, host: Host): Output {
  const target = file === undefined ? 'stdout' : { file };
  const { results, coverage, skipped } = tested;
  if (format === 'json')
    return {
      target,
      text: jsonReport(results, { ...(coverage ? { coverage } : {}), ...(skipped ? { skipped } : {}) }),
    };
  if (format === 'junit') return { target, text: junitReport(results) };
  const chalk = new Chalk({ level: host.color && file === undefined ? 1 : 0 });
  const text = textReport(results, { chalk, draw: (result) => drawCase(result, { chalk, columns: host.columns }) });
  const more = [
    coverage ? `\n${coverageText(coverage, chalk)}` : '',
    ...(skipped ?? []).map(({ scenario, reason, alerts }) =>
      chalk.dim(`  not applicable to ${alerts}: ${scenario}, ${reason}\n`),
    ),
  ];
  return { target, text: [text, ...more].join('') };
}
