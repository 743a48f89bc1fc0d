import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { open, type CommonOptions } from './common.ts';
import { renderTests, testOutputs } from './test-report.ts';
import { runTests } from './test-run.ts';
import { watchTests } from './test-watch.ts';

export interface TestOptions extends CommonOptions {
  readonly format?: readonly string[];
  readonly scenarios?: boolean;
  readonly coverage?: boolean;
  readonly mutate?: boolean;
  readonly shift?: boolean;
  readonly update?: boolean;
  readonly watch?: boolean;
}

const ways = ['scenarios', 'coverage', 'mutate', 'shift', 'update'] as const;

/** `alerts test`: runs the cases of AlertTest documents, or scenarios, on a virtual clock. */
export async function run(options: TestOptions, host: Host): Promise<CommandResult> {
  const chosen = ways.filter((way) => options[way]);
  if (chosen.length > 1) throw new UsageError(`--${chosen.join(' and --')} each run in their own way: choose one.`);
  const specs = testOutputs(options.format ?? []);
  if (!options.watch) return once(options, specs, host);
  if (specs.some(({ format, file }) => format !== 'text' || file !== undefined))
    throw new UsageError('--watch shows text on the terminal and writes no other format.');
  return watchTests(() => once(options, specs, host), options.dir, host);
}

async function once(options: TestOptions, specs: ReturnType<typeof testOutputs>, host: Host): Promise<CommandResult> {
  const result = await open(options, host);
  const tested = await runTests(result, options, host);
  const failed =
    tested.outputs.some(({ target }) => target === 'stderr' && !tested.updated) ||
    tested.results.some(({ passed }) => !passed);
  const { missing } = tested;
  return {
    exitCode: failed ? 1 : missing === undefined ? 0 : 3,
    outputs: [
      ...tested.outputs,
      ...specs.map((spec) => renderTests(spec, tested, host)),
      ...(missing === undefined ? [] : [{ target: 'stderr', text: `alerts: ${missing}\n` } as const]),
    ],
  };
}
