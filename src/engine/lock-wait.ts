import { formatDuration } from '../definitions/values/duration.ts';
import type { ProgressSink } from './progress.ts';

/** Milliseconds between two looks at a lock. */
const pause = 1_000;

/** Milliseconds between two lines that say what is waited for. */
const sayEvery = 10_000;

/** How a run deals with locks that others hold. */
export interface LockWaitOptions {
  /** Milliseconds for which each lock is waited for; 0 for not at all. */
  readonly timeout: number;
  readonly progress: ProgressSink;
  readonly signal?: AbortSignal;
}

/** Waits for those who hold locks, saying for whom. */
export class LockWait {
  readonly #options: LockWaitOptions;

  constructor(options: LockWaitOptions) {
    this.#options = options;
  }

  /** Whether locks are waited for at all. */
  get isPatient(): boolean {
    return this.#options.timeout > 0;
  }

  /**
   * Does something, again and again while somebody else holds its lock.
   * @param subject what is locked, for people
   * @param holderOf who holds the lock, by the error of an attempt; undefined for errors that waiting does not mend
   * @returns the result, and whether it had to be waited for
   * @throws the last attempt's error when the time is up or Ctrl-C ends the wait
   */
  async whileHeld<T>(
    subject: string,
    attempt: () => Promise<T>,
    holderOf: (error: unknown) => string | undefined,
  ): Promise<{ readonly result: T; readonly waited: boolean }> {
    const { timeout, progress, signal } = this.#options;
    let said = -sayEvery;
    for (let waited = 0; ; waited += pause) {
      try {
        return { result: await attempt(), waited: waited > 0 };
      } catch (error) {
        const holder = holderOf(error);
        if (holder === undefined || waited >= timeout || signal?.aborted) throw error;
        if (waited - said >= sayEvery) {
          const patience = formatDuration(timeout / 1000);
          const time = waited === 0 ? `waiting up to ${patience}` : `waited ${waited / 1000} s of ${patience}`;
          progress({ kind: 'step', message: `${subject} is locked by ${holder}: ${time}` });
          said = waited;
        }
        await rest(signal);
      }
    }
  }
}

/** Ends early on Ctrl-C. */
function rest(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, pause);
    signal?.addEventListener('abort', done, { once: true });
  });
}
