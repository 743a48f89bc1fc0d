import { createInterface } from 'node:readline/promises';
import { CancelledError, UsageError, type Host } from './command.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The world as a terminal or a CI job offers it. `ALERTS_NOW` sets the clock: to repeat a run of another day, and for tests. */
export function terminalHost(): Host {
  const { env } = process;
  return {
    cwd: process.cwd(),
    env,
    color: wantsColor(env, process.stdout.isTTY === true),
    columns: process.stdout.columns ?? (Number(env['COLUMNS']) || 100),
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true && !env['CI'],
    now: () => clock(env),
    ask,
  };
}

/** no-color.org; FORCE_COLOR wins as everywhere in the ecosystem. */
export function wantsColor(env: Environment, isTerminal: boolean): boolean {
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

function clock(env: Environment): Date {
  const wanted = env['ALERTS_NOW'];
  if (!wanted) return new Date();
  const date = new Date(wanted);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`ALERTS_NOW is "${wanted}"; write an instant such as 2027-02-01T03:00:00Z, or unset it.`);
  return date;
}

function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new CancelledError());
    // A closed terminal (Ctrl-D) never settles the question; the process would end as if nothing had been asked.
    terminal.once('close', cancel).once('SIGINT', () => terminal.close());
    terminal.question(question).then((answer) => {
      resolve(answer.trim());
      terminal.close();
    }, cancel);
  });
}
