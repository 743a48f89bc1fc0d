/** Time as the watch sees it; tests have their own. Milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Milliseconds of a clock that nobody sets: for pauses and patience. */
  elapsed(): number;
  /** Resolves at an instant, or as soon as the signal is aborted. */
  until(instant: number, signal: AbortSignal): Promise<void>;
}

/** The machine's. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  // Timers may fire within the millisecond before their time.
  until: (instant, signal) => pause(Math.ceil(instant - Date.now()) + 1, signal),
};

/** Resolves after so many milliseconds, or as soon as the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || milliseconds <= 0) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}
