import { spawn, type ChildProcess } from 'node:child_process';
import { endsWithUs } from '../journal/children.ts';
import type { ProcessRegister } from '../journal/processes.ts';

/** How a run of the CLI ended. */
export interface CliResult {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run of the CLI needs. */
export interface CliRun {
  readonly binary: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Whether it takes the lock of a stack. */
  readonly locks?: boolean;
  /** Told of the process as soon as it runs, and of its end. */
  readonly processes: ProcessRegister;
}

/** Text kept of each stream; the rest is dropped from the front. */
const kept = 4 * 1024 * 1024;

/** How long the CLI may take to stop after it was asked to. */
const graceful = 10_000;

/**
 * Runs the CLI in a process group of its own, so that Ctrl-C reaches it only through us: an abort asks it to stop (SIGINT), and ends it when it
 * does not.
 */
export async function runCli(run: CliRun): Promise<CliResult> {
  const child = spawn(run.binary, [...run.args, '--non-interactive', '--color', 'never'], {
    cwd: run.folder,
    env: { ...run.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  endsWithUs(child, true);
  const { pid } = child;
  const recorded = pid === undefined ? undefined : run.processes.started(pid, run.locks).catch(() => undefined);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const code = await new Promise<number | null>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      end(child, 'SIGINT');
      timer = setTimeout(() => end(child, 'SIGKILL'), graceful);
    };
    if (run.signal?.aborted) abort();
    run.signal?.addEventListener('abort', abort, { once: true });
    const settled = (): void => {
      clearTimeout(timer);
      run.signal?.removeEventListener('abort', abort);
    };
    child.once('error', (error) => (settled(), reject(error)));
    child.once('close', (status) => (settled(), resolve(status)));
  });
  await recorded;
  if (pid !== undefined) await (code === 0 ? run.processes.ended(pid) : run.processes.failed(pid));
  return { code: code ?? undefined, stdout: stdout(), stderr: stderr() };
}

/** Signals the whole group: the CLI and what it started. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => (text = (text + chunk).slice(-kept)));
  return () => text;
}
