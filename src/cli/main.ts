import { terminalHost } from './host.ts';
import { createProgram } from './program.ts';
import { runProgram } from './run-program.ts';

process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);
process.on('SIGINT', () => {
  process.stderr.write('\nCancelled.\n');
  process.exit(130);
});

process.exitCode = await runProgram(createProgram, process.argv.slice(2), terminalHost());

/** `alerts list | head` closes the pipe early; that is no error. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}
