import { CommanderError, type Command } from 'commander';
import { printable } from '../findings/printable.ts';
import { CancelledError, MissingToolError, UsageError, type CommandResult, type Host } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ProgramSink } from './program.ts';
import { writeFiles } from './write-files.ts';

/** The two streams of a process. */
export interface Streams {
  out(text: string): Promise<void>;
  error(text: string): Promise<void>;
}

/** Runs a command line and delivers what it came to. Never throws; returns the exit status. */
export async function runProgram(
  create: (host: Host, sink: ProgramSink) => Command,
  args: readonly string[],
  host: Host,
  streams: Streams,
): Promise<number> {
  let result: CommandResult = { exitCode: 0, outputs: [] };
  let quiet = false;
  const written: Promise<void>[] = [];
  const sink: ProgramSink = {
    done: (value, options) => ((result = value), (quiet = options.quiet === true)),
    out: (text) => void written.push(streams.out(text)),
    error: (text) => void written.push(streams.error(text)),
  };
  try {
    await create(host, sink).parseAsync([...args], { from: 'user' });
    await Promise.all(written);
    await deliver(result, host, quiet, streams);
    return result.exitCode;
  } catch (error) {
    await Promise.all(written);
    return explain(error, args.includes('--debug'), streams);
  }
}

async function deliver(result: CommandResult, host: Host, quiet: boolean, streams: Streams): Promise<void> {
  const files = result.outputs.flatMap(({ target, text }) => (typeof target === 'object' ? [{ ...target, text }] : []));
  if (files.length > 0) writeFiles(host.cwd, files);
  for (const { target, text } of result.outputs) {
    if (target === 'stdout') await streams.out(text);
    else if (target === 'stderr' && !quiet) await streams.error(text);
  }
}

async function explain(error: unknown, debug: boolean, streams: Streams): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine.code : exitCodes.usage.code;
  if (error instanceof UsageError) {
    await streams.error(printable(`alerts: ${error.message}\n`));
    return exitCodes.usage.code;
  }
  if (error instanceof MissingToolError) {
    await streams.error(printable(`alerts: ${error.message}\n`));
    return exitCodes.infrastructure.code;
  }
  if (error instanceof CancelledError) {
    await streams.error(`\n${error.message}\n`);
    return exitCodes.cancelled.code;
  }
  const message = error instanceof Error ? error.message : String(error);
  const details =
    debug && error instanceof Error
      ? (error.stack ?? '')
      : 'This is a defect of alerts: run with --debug for details, and report them.';
  await streams.error(printable(`alerts: unexpected failure: ${message}\n${details}\n`));
  return exitCodes.infrastructure.code;
}
