import { createInterface } from 'node:readline/promises';
import type { Host } from './command.ts';

/** The world as a terminal or a CI job offers it. */
export function terminalHost(): Host {
  const { env } = process;
  return {
    cwd: process.cwd(),
    env,
    color: wantsColor(env, process.stdout.isTTY === true),
    columns: process.stdout.columns ?? 100,
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true && !env['CI'],
    now: () => new Date(),
    ask,
  };
}

/** no-color.org; FORCE_COLOR wins as everywhere in the ecosystem. */
function wantsColor(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
