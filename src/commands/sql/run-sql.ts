import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { SqlAnswer, SqlResult, SqlTrial } from '../../alert-tests/sql/trial.ts';
import { sqlThread, type SqlThreadData, type SqlThreadSays } from './sql-thread.ts';

/** What SQL of a test may take. */
export interface SqlLimits {
  /** Milliseconds until PostgreSQL has to be there. */
  readonly start: number;
  /** Milliseconds of one execution. */
  readonly execution: number;
  /** Bytes that PostgreSQL may take; it begins with 128 MB. */
  readonly memory: number;
  /** Rows of a result. */
  readonly rows: number;
}

export const usualLimits: SqlLimits = { start: 120_000, execution: 20_000, memory: 512 * 2 ** 20, rows: 10_000 };

/**
 * Runs the SQL of tests, each in tables of its own, in a thread that is ended with whatever does not end by itself.
 * @throws Error when PostgreSQL does not start
 */
export async function runSql(trials: readonly SqlTrial[], limits: SqlLimits = usualLimits): Promise<SqlAnswer[]> {
  const answers: SqlAnswer[] = [];
  let thread: Thread | undefined;
  try {
    for (const trial of trials) {
      thread ??= await Thread.start(limits);
      const answer = await thread.ask(trial);
      answers.push(answer.answer);
      if (answer.ended) thread = undefined;
    }
  } finally {
    await thread?.end();
  }
  return answers;
}

/** A thread, and the wait for what it says next. */
class Thread {
  readonly #worker: Worker;
  readonly #limits: SqlLimits;
  readonly #said: Said[] = [];
  #wake: (() => void) | undefined;

  private constructor(limits: SqlLimits) {
    const library = createRequire(import.meta.url).resolve('@electric-sql/pglite');
    const workerData: SqlThreadData = { library, memory: limits.memory, rows: limits.rows };
    this.#limits = limits;
    this.#worker = new Worker(`(${sqlThread.toString()})(require)`, {
      eval: true,
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const hear = (said: Said): void => {
      this.#said.push(said);
      this.#wake?.();
    };
    this.#worker
      .on('message', hear)
      .on('error', (error) => hear({ lost: `PostgreSQL has ended: ${error.message}` }))
      .on('exit', () => hear({ lost: 'PostgreSQL has ended' }));
  }

  static async start(limits: SqlLimits): Promise<Thread> {
    const thread = new Thread(limits);
    const said = await thread.#next(limits.start);
    if ('ready' in said) return thread;
    await thread.end();
    throw new Error(`PostgreSQL for tests of SQL does not start: ${'lost' in said ? said.lost : 'it says nothing'}.`);
  }

  /** The answer, and whether the thread has ended over it. */
  async ask(trial: SqlTrial): Promise<{ readonly answer: SqlAnswer; readonly ended: boolean }> {
    const results: SqlResult[] = [];
    this.#worker.postMessage(trial);
    for (;;) {
      const said = await this.#next(this.#limits.execution);
      if ('result' in said) results.push(said.result);
      if ('done' in said)
        return { answer: said.error === undefined ? { results } : { error: said.error }, ended: false };
      if (!('lost' in said)) continue;
      await this.end();
      return { answer: { error: said.lost }, ended: true };
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** What the thread says next, or why it says nothing more. */
  async #next(milliseconds: number): Promise<Said> {
    if (this.#said.length === 0) await this.#waiting(milliseconds);
    return this.#said.shift() ?? { lost: `it took longer than ${milliseconds / 1000} s` };
  }

  #waiting(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.#wake = wake;
    });
  }
}

type Said = SqlThreadSays | { readonly lost: string };
