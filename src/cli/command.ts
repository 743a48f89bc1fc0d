import type { ProgressEvent } from '../engine/progress.ts';

/**
 * Where a piece of output goes: a stream, or a file relative to the working directory. All files of a result are written before any is
 * moved into place. `create` refuses a file that exists; `replaces` names a file that is removed once this one stands (a move).
 */
export type OutputTarget =
  'stdout' | 'stderr' | { readonly file: string; readonly create?: boolean; readonly replaces?: string };

/** A text for one target. */
export interface Output {
  readonly target: OutputTarget;
  readonly text: string;
}

/** What a command came to; printing and exiting is up to `cli/main.ts`. */
export interface CommandResult {
  readonly exitCode: number;
  readonly outputs: readonly Output[];
}

/** What a command may know of the world. */
export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is to be coloured. */
  readonly color: boolean;
  /** Columns of the terminal; 100 where there is none. */
  readonly columns: number;
  /** Whether a person can be asked. */
  readonly interactive: boolean;
  now(): Date;
  /**
   * Asks a question on the terminal; the answer without the line break.
   * @throws CancelledError on Ctrl-C or Ctrl-D
   */
  ask(question: string): Promise<string>;
  /**
   * Aborted by the first Ctrl-C, for commands that must end what they began; a second one ends the process. Before the first call Ctrl-C ends
   * the process at once.
   * @param notice takes what is said about it, where standard error is no place for free text
   */
  interruption(notice?: () => void): AbortSignal;
  /** Tells how a long run goes, on standard error. */
  progress(event: ProgressEvent): void;
  /** Writes to standard output, or to standard error, while the command still runs: streams and logs. */
  stream(text: string, target?: 'stdout' | 'stderr'): void;
}

/** A command: positional arguments in the order of its usage line, then its options, then the host. */
export type CommandBody = (...args: never[]) => Promise<CommandResult>;

/** A mistake in how a command was called; the message says what to do. Exit status 2. */
export class UsageError extends Error {}

/** Something that a command needs is not on this machine, or does not work; the message says how to get it. Exit status 3. */
export class MissingToolError extends Error {}

/** The person who was asked does not want to go on. Exit status 130. */
export class CancelledError extends Error {
  constructor(message = 'Cancelled. Nothing was written.') {
    super(message);
  }
}
