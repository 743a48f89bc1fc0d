import { spawn } from 'node:child_process';
import path from 'node:path';
import { until } from './until.ts';

/** `alerts watch` as a process of its own. */
export interface WatchProcess {
  /** Everything that it wrote so far. */
  readonly lines: () => string;
  /** `/healthz`: status and body. */
  health(): Promise<{ readonly status: number; readonly role: string; readonly complaints: readonly string[] }>;
  metrics(): Promise<string>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Asks it to end, and answers with its exit status. */
  terminate(): Promise<number | null>;
  /** Exit status; undefined while it runs. */
  ended(): number | null | undefined;
}

const program = path.resolve(import.meta.dirname, '../../bin/alerts.js');

/** Starts it on a free port and waits until it serves. */
export async function startWatch(
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<WatchProcess> {
  const child = spawn(process.execPath, [program, 'watch', '--listen', '127.0.0.1:0', ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  let said = '';
  let status: number | null | undefined;
  const closed = new Promise<void>((resolve) =>
    child.once('close', (code) => {
      status = code;
      process.off('exit', kill);
      resolve();
    }),
  );
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const address = (): string | undefined => /on (http:\/\/\S+)/.exec(said)?.[1];
  await until(
    'the watch serves',
    () => status !== undefined || address() !== undefined,
    () => said,
  );
  if (status !== undefined) throw new Error(`The watch has ended with ${String(status)}:\n${said}`);
  const get = (at: string): Promise<Response> => fetch(`${address() ?? ''}${at}`);
  return {
    lines: () => said,
    health: async () => {
      const response = await get('/healthz');
      return { ...((await response.json()) as { role: string; complaints: string[] }), status: response.status };
    },
    metrics: async () => (await get('/metrics')).text(),
    kill: async () => {
      kill();
      await closed;
    },
    terminate: async () => {
      child.kill('SIGTERM');
      await closed;
      return status ?? null;
    },
    ended: () => status,
  };
}
