import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endsWithUs } from '../journal/children.ts';

/** A vendor's plugin that runs as a process of ours and serves gRPC on loopback. */
export interface PluginProcess {
  readonly port: number;
  readonly pid: number;
  /** Its last lines on standard error, newest last. */
  readonly lastWords: readonly string[];
  /** Ends it, at once when it does not go by itself. */
  stop(): Promise<void>;
}

/** How long a plugin may take to say its port. */
const startTimeout = 60_000;

/** How long it may take to end when asked. */
const endTimeout = 3_000;

/** A plugin that could not be started. */
export class PluginError extends Error {}

/**
 * Starts a plugin: it prints its port first (Pulumi's contract of resource plugins). Its environment is exactly `env`.
 * @throws PluginError when it ends, or says no port in time
 */
export async function startPlugin(file: string, env: Readonly<Record<string, string>>): Promise<PluginProcess> {
  const child = spawn(file, [], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  endsWithUs(child);
  const lastWords: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastWords.push(line);
    if (lastWords.length > 20) lastWords.shift();
  });
  const port = await portOf(child, file, lastWords);
  return { port, pid: child.pid ?? 0, lastWords, stop: () => stop(child) };
}

function portOf(child: ChildProcess, file: string, lastWords: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new PluginError(`The plugin ${file} ${reason}.${lastWords.length ? `\n${lastWords.join('\n')}` : ''}`));
    };
    const timer = setTimeout(() => fail(`did not say its port within ${startTimeout / 1000} s`), startTimeout);
    child.once('error', (error) => fail(`cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`ended with ${signal ?? `status ${code}`} before it said its port`));
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.once('line', (line) => {
      const port = Number(line.trim());
      if (!Number.isInteger(port) || port < 1 || port > 65_535) return fail(`said "${line}" where its port was due`);
      clearTimeout(timer);
      child.removeAllListeners('exit');
      resolve(port);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), endTimeout);
  await ended;
  clearTimeout(timer);
}
