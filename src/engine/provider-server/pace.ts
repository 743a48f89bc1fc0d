import { setTimeout as wait } from 'node:timers/promises';

/** Lets requests of one account begin no faster than the vendor allows, and none while it has asked for a rest. */
export class Pace {
  readonly #interval: number;
  #next = 0;

  /** @param perSecond requests that may begin within a second; undefined for any number */
  constructor(perSecond: number | undefined) {
    this.#interval = perSecond === undefined ? 0 : 1000 / perSecond;
  }

  /** Waits until it is the caller's turn. @throws when the signal ends the wait */
  async turn(signal: AbortSignal | undefined): Promise<void> {
    const now = performance.now();
    const start = Math.max(now, this.#next);
    this.#next = start + this.#interval;
    if (start > now) await wait(start - now, undefined, signal ? { signal } : {});
  }

  /** Nobody begins within the next milliseconds. */
  rest(ms: number): void {
    this.#next = Math.max(this.#next, performance.now() + ms);
  }
}
