import type { BrokerWatch } from './broker-watch.ts';
import type { Clock } from './clock.ts';
import type { Lease } from './lease.ts';
import type { Log } from './log.ts';
import type { Answers } from './serve/server.ts';
import type { Metrics } from './serve/metrics.ts';

/** What a watch stands on. */
export interface WatchWorld {
  readonly lease: Lease;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Watches brokers side by side, as long as this instance holds the lease. */
export class Watch implements Answers {
  readonly #brokers: readonly BrokerWatch[];
  readonly #world: WatchWorld;
  #isHolder = false;
  #taking: Promise<boolean> = Promise.resolve(false);

  constructor(brokers: readonly BrokerWatch[], world: WatchWorld) {
    this.#brokers = brokers;
    this.#world = world;
  }

  /** Looks at every broker until the signal is aborted; a look that has begun is finished. Rejects with what no later look can mend. */
  async run(signal: AbortSignal): Promise<void> {
    const failure = new AbortController();
    const either = AbortSignal.any([signal, failure.signal]);
    const loops = this.#brokers.map((broker) => this.#loop(broker, either));
    try {
      await Promise.all(loops);
    } finally {
      failure.abort();
      await Promise.allSettled(loops);
      await this.#end();
    }
  }

  /**
   * Looks at every broker once and tells the backend what has to be told.
   * @returns `locked` when another instance holds the lease
   */
  async once(): Promise<'complete' | 'partial' | 'locked'> {
    if (!(await this.#hold())) return 'locked';
    try {
      const at = Math.floor(this.#world.clock.now() / 1000);
      const complete = await Promise.all(this.#brokers.map((broker) => broker.look(at)));
      await Promise.all(this.#brokers.map((broker) => broker.settled()));
      const isDelivered = this.#brokers.every(({ state }) => state.outbox.length === 0);
      return complete.every(Boolean) && isDelivered ? 'complete' : 'partial';
    } finally {
      await this.#end();
    }
  }

  metrics(): string {
    return this.#world.metrics.text();
  }

  complaints(): readonly string[] {
    return this.#isHolder ? this.#brokers.flatMap((one) => one.complaints(this.#world.clock.now())) : [];
  }

  role(): 'holder' | 'standby' {
    return this.#isHolder ? 'holder' : 'standby';
  }

  /** Looks fall on multiples of the step, whatever the looks themselves take; one that is late is left out. */
  async #loop(broker: BrokerWatch, signal: AbortSignal): Promise<void> {
    const { clock } = this.#world;
    const step = broker.broker.step * 1000;
    for (let next = Math.floor(clock.now() / step) * step; !signal.aborted;) {
      if (await this.#hold()) await broker.look(next / 1000);
      next = Math.max(next + step, Math.floor(clock.now() / step) * step);
      await clock.until(next, signal);
    }
    await broker.settled();
  }

  /** Takes or renews the lease, one after the other. */
  #hold(): Promise<boolean> {
    this.#taking = this.#taking.catch(() => false).then(() => this.#take());
    return this.#taking;
  }

  async #take(): Promise<boolean> {
    const { lease, clock, log, metrics } = this.#world;
    const isHolder = await lease.take(clock.now());
    if (isHolder !== this.#isHolder) {
      this.#isHolder = isHolder;
      const { pid = '?', host = '?' } = lease.holder ?? {};
      if (isHolder) log.say('info', 'this instance writes now');
      else log.say('info', 'another instance writes now', { holder: `process ${pid} on ${host}` });
      if (!isHolder) for (const broker of this.#brokers) await broker.leave();
    }
    metrics.set('alerts_watch_holder', Number(isHolder));
    return isHolder;
  }

  async #end(): Promise<void> {
    await Promise.all(this.#brokers.map((broker) => broker.settled()));
    await this.#world.lease.release();
  }
}
