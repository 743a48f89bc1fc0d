import { createInterface } from 'node:readline/promises';
import type { ProgressEvent } from '../engine/progress.ts';
import { printableLine } from '../findings/printable.ts';
import { CancelledError, UsageError, type Host } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ProgressView } from './progress-view.ts';

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
    ask: (question) => (clearProgress(), ask(question)),
    interruption: (notice) => interruption(notice).signal,
    progress: (event) => (follow(event), void showProgress(event, env)),
    stream: (text, target = 'stdout') => (clearProgress(), void process[target].write(text)),
  };
}

let view: ProgressView | undefined;

/** Takes a live view of progress off the screen before something else is written. */
export function clearProgress(): void {
  view?.clear();
}

/** Loaded with the first event: most commands have none. */
async function showProgress(event: ProgressEvent, env: Environment): Promise<void> {
  waiting.push(event);
  if (waiting.length > 1) return;
  const { progressView } = await import('./progress-view.ts');
  const isLive = process.stderr.isTTY === true && !env['CI'] && env['TERM'] !== 'dumb';
  view ??= progressView(process.stderr, isLive, wantsColor(env, isLive));
  for (const one of waiting.splice(0)) view.receive(one);
}

const waiting: ProgressEvent[] = [];

/** Changes that a vendor was asked for and has not answered, in words. */
const underWay = new Set<string>();

function follow(event: ProgressEvent): void {
  if (event.kind !== 'object') return;
  if (event.state === 'started') underWay.add(`${event.op} ${event.identity}`);
  else underWay.delete(`${event.op} ${event.identity}`);
}

let controller: AbortController | undefined;

/** From now on the first Ctrl-C asks, the second ends the process and all that it started. */
function interruption(notice?: () => void): AbortController {
  if (controller) return controller;
  const fresh = (controller = new AbortController());
  const onSignal = (): void => {
    if (fresh.signal.aborted) {
      const open = [...underWay].map((change) => `  ${printableLine(change)}\n`).join('');
      process.stderr.write(
        `\nEnded. ${open === '' ? '' : `These changes were under way:\n${open}`}The next run finds out what became of what was open.\n`,
      );
      process.exit(exitCodes.cancelled.code);
    }
    const waiting = underWay.size === 0 ? '' : ': changes that a vendor was asked for are waited for';
    if (notice) notice();
    else process.stderr.write(`\nStopping${waiting}. Ctrl-C again ends at once.\n`);
    fresh.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return fresh;
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
