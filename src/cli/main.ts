import { clearProgress, terminalHost } from './host.ts';
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';

process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);

/**
 * Settles when everything is printed and the exit status is set. Ctrl-C ends the process as it ends any other, also while it computes, unless a
 * command has asked for {@link terminalHost}'s `interruption`: nobody has to be told then.
 */
export const finished: Promise<void> = runProgram(createProgram, process.argv.slice(2), terminalHost(), {
  out: (text) => write(process.stdout, text),
  error: (text) => write(process.stderr, text),
}).then((code) => void (process.exitCode = code));

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  clearProgress();
  return new Promise((resolve) => (text === '' ? resolve() : stream.write(text, () => resolve())));
}

/** `alerts list | head` closes the pipe early; that is no error. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit();
  throw error;
}
