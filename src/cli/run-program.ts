import { CommanderError, type Command } from 'commander';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError, type CommandResult, type Host, type Output } from './command.ts';
import { exitCodes } from './exit-codes.ts';

/** Runs a command line and prints what it came to. Never throws; returns the exit status. */
export async function runProgram(
  create: (host: Host, done: (result: CommandResult) => void) => Command,
  args: readonly string[],
  host: Host,
): Promise<number> {
  const debug = args.includes('--debug');
  let result: CommandResult = { exitCode: 0, outputs: [] };
  try {
    const plain = args.includes('--no-color') ? { ...host, color: false } : host;
    await create(plain, (value) => (result = value)).parseAsync([...args], { from: 'user' });
    await deliver(result.outputs, host, args.includes('--quiet') || args.includes('-q'));
    return result.exitCode;
  } catch (error) {
    return explain(error, debug);
  }
}

async function deliver(outputs: readonly Output[], host: Host, quiet: boolean): Promise<void> {
  for (const { target, text } of outputs) {
    if (typeof target === 'object') writeOutput(path.resolve(host.cwd, target.file), text);
    else if (target === 'stdout') await write(process.stdout, text);
    else if (!quiet) await write(process.stderr, text);
  }
}

/** Written beside and moved into place, so that a reader never sees half a file. */
function writeOutput(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => (text === '' ? resolve() : stream.write(text, () => resolve())));
}

function explain(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage.code;
  if (error instanceof UsageError) {
    process.stderr.write(`alerts: ${error.message}\n`);
    return exitCodes.usage.code;
  }
  const message = error instanceof Error ? error.message : String(error);
  const details =
    debug && error instanceof Error
      ? `\n${error.stack ?? ''}`
      : '\nThis is a defect of alerts. Run again with --debug for details, and report them.';
  process.stderr.write(`alerts: unexpected failure: ${message}${details}\n`);
  return exitCodes.infrastructure.code;
}
