import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { jsonReport } from '../alert-tests/report/json.ts';
import { textReport } from '../alert-tests/report/text.ts';
import { runCase, type Verdict } from '../alert-tests/run-case.ts';
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
  const verdicts = selected.flatMap(({ test, subject }) => test.cases.map((one) => runCase(test, one, subject)));
  const failed = problems.length > 0 || verdicts.some((verdict) => !verdict.passed);
  return { exitCode: failed ? 1 : 0, outputs: [...problems, ...specs.map((spec) => render(spec, verdicts, host))] };
}

function specsOf(formats: readonly string[]): OutputSpec[] {
  try {
    const specs = parseOutputs(formats.length > 0 ? formats : ['text']);
    const unknown = specs.find(({ format }) => !['text', 'json'].includes(format));
    if (unknown) throw new UsageError(`"alerts test" prints text or json, not "${unknown.format}".`);
    return specs;
  } catch (error) {
    throw error instanceof FormatError ? new UsageError(error.message) : error;
  }
}

function render({ format, file }: OutputSpec, verdicts: readonly Verdict[], host: Host): Output {
  const target = file === undefined ? 'stdout' : { file };
  if (format === 'json') return { target, text: jsonReport(verdicts) };
  const chalk = new Chalk({ level: host.color && file === undefined ? 1 : 0 });
  return { target, text: textReport(verdicts, { chalk, columns: host.columns, draw: () => '' }) };
}
