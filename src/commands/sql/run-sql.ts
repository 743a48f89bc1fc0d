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
  /** Milliseconds of all executions of a case. */
  readonly trial: number;
  /** Milliseconds of everything that a run of tests asks. */
  readonly all: number;
  /** Bytes that PostgreSQL may take; it begins with 128 MB. */
  readonly memory: number;
  /** Rows of a result. */
  readonly rows: number;
  /** Characters of a result, as JSON. */
  readonly text: number;
  /** Characters of all results, which are kept until their cases are judged. */
  readonly allText: number;
}

export const usualLimits: SqlLimits = {
  start: 120_000,
  execution: 20_000,
  trial: 120_000,
  all: 900_000,
  memory: 512 * 2 ** 20,
  rows: 10_000,
  text: 2_000_000,
  allText: 200_000_000,
};

/** What is left for everything that a run of tests asks. */
export interface SqlBudget {
  milliseconds: number;
  characters: number;
}

export function budgetOf({ all, allText }: SqlLimits): SqlBudget {
  return { milliseconds: all, characters: allText };
}

/**
 * Runs the SQL of tests, each in tables of its own, in a thread that is ended with whatever does not end by itself.
 * @param left is used up
 * @throws Error when PostgreSQL does not start
 */
export async function runSql(
  trials: readonly SqlTrial[],
  limits: SqlLimits = usualLimits,
  left: SqlBudget = budgetOf(limits),
): Promise<SqlAnswer[]> {
  const answers: SqlAnswer[] = [];
  let thread: Thread | undefined;
  try {
    for (const trial of trials) {
      const used = usedUp(left, limits);
      if (used !== undefined) {
        answers.push({ error: used });
        continue;
      }
      const before = performance.now();
      thread ??= await Thread.start(limits);
      const answer = await thread.ask(trial);
      left.milliseconds -= performance.now() - before;
      left.characters -= answer.characters;
      answers.push(answer.answer);
      if (answer.ended) thread = undefined;
    }
  } finally {
    await thread?.end();
  }
  return answers;
}

/** Why nothing more is run: tests that nobody has read yet may not hold up those that everybody waits for. */
function usedUp(left: SqlBudget, { all, allText }: SqlLimits): string | undefined {
  if (left.milliseconds <= 0) return `the SQL of all tests together took longer than ${all / 1000} s`;
  return left.characters <= 0 ? `the results of all tests together have more than ${allText} characters` : undefined;
}

/** A thread, and the wait for what it says next. */
class Thread {
  readonly #worker: Worker;
  readonly #limits: SqlLimits;
  readonly #said: Said[] = [];
  #wake: (() => void) | undefined;

  private constructor(limits: SqlLimits) {
    const { resolve } = createRequire(import.meta.url);
    const library = resolve('@electric-sql/pglite');
    const freshData = resolve('@electric-sql/pglite-prepopulatedfs');
    const workerData: SqlThreadData = {
      library,
      freshData,
      memory: limits.memory,
      rows: limits.rows,
      text: limits.text,
    };
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

  async ask(trial: SqlTrial): Promise<Asked> {
    const results: SqlResult[] = [];
    let characters = 0;
    const { execution, trial: whole } = this.#limits;
    const start = performance.now();
    this.#worker.postMessage(trial);
    for (;;) {
      const left = whole - (performance.now() - start);
      const said = await this.#next(Math.max(0, Math.min(execution, left)), left < execution ? whole : execution);
      if ('result' in said) {
        results.push(said.result);
        characters += said.size;
      }
      if ('done' in said)
        return { answer: said.error === undefined ? { results } : { error: said.error }, characters, ended: false };
      if (!('lost' in said)) continue;
      await this.end();
      return { answer: { error: said.lost }, characters: 0, ended: true };
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** What the thread says next, or that it said nothing in the time that it had. */
  async #next(milliseconds: number, limit = milliseconds): Promise<Said> {
    if (this.#said.length === 0) await this.#waiting(milliseconds);
    return this.#said.shift() ?? { lost: `it took longer than ${limit / 1000} s` };
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

interface Asked {
  readonly answer: SqlAnswer;
  readonly characters: number;
  /** Whether the thread has ended over it. */
  readonly ended: boolean;
}

type Said = SqlThreadSays | { readonly lost: string };
