import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { drawCase } from '../alert-tests/drawing/draw-case.ts';
import { jsonReport } from '../alert-tests/report/json.ts';
import { junitReport } from '../alert-tests/report/junit.ts';
import { textReport } from '../alert-tests/report/text.ts';
import { resultOf, type CaseResult } from '../alert-tests/report/case-result.ts';
import { runCase } from '../alert-tests/run-case.ts';
import { parseOutputs, FormatError, type OutputSpec } from '../findings/formats/index.ts';
import { testSubjects } from '../pipeline/test-subjects.ts';
import { open, type CommonOptions } from './common.ts';
import { selectTests } from './select-tests.ts';

export interface TestOptions extends CommonOptions {
  readonly format?: readonly string[];
}

/** `alerts test`: runs the cases of AlertTest documents on a virtual clock. */
export async function run(options: TestOptions, host: Host): Promise<CommandResult> {
  const specs = specsOf(options.format ?? []);
  const result = await open(options, host);
  const subjects = testSubjects(result);
  const { selected, problems } = await selectTests(result, subjects, options, host);
  const results = selected.flatMap(({ test, subject }) =>
    test.cases.map((one) => resultOf(runCase(test, one, subject))),
  );
  const failed = problems.length > 0 || results.some(({ passed }) => !passed);
  return { exitCode: failed ? 1 : 0, outputs: [...problems, ...specs.map((spec) => render(spec, results, host))] };
}

function specsOf(formats: readonly string[]): OutputSpec[] {
  try {
    const specs = parseOutputs(formats.length > 0 ? formats : ['text']);
    const unknown = specs.find(({ format }) => !['text', 'json', 'junit'].includes(format));
    if (unknown) throw new UsageError(`"alerts test" prints text, json or junit, not "${unknown.format}".`);
    return specs;
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(error.message) : error;
  }
}

function render({ format, file }: OutputSpec, results: readonly CaseResult[], host: Host): Output {
  const target = file === undefined ? 'stdout' : { file };
  if (format === 'json') return { target, text: jsonReport(results) };
  if (format === 'junit') return { target, text: junitReport(results) };
  const chalk = new Chalk({ level: host.color && file === undefined ? 1 : 0 });
  return {
    target,
    text: textReport(results, { chalk, draw: (result) => drawCase(result, { chalk, columns: host.columns }) }),
  };
}
