import { formatDuration } from '../definitions/values/duration.ts';
import { longestStep } from '../providers/rabbitmq/watch-step.ts';
import { longestHole } from '../queue-monitor/window.ts';
import type { BrokerWatch, LookOutcome } from './broker-watch.ts';
import type { Clock } from './clock.ts';
import type { Lease } from './lease.ts';
import type { Log } from './log.ts';
import type { Answers } from './serve/server.ts';
import type { Metrics } from './serve/metrics.ts';
import { StateFolderError } from './state/folder.ts';

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
  /** Not known before the first look. */
  #isHolder: boolean | undefined;
  /** One look says nothing about whose turn it is: whatever it writes, cron mails. */
  #isLasting = false;
  #hasBegun = false;
  #folderTrouble: string | undefined;
  #taking: Promise<boolean> = Promise.resolve(false);

  constructor(brokers: readonly BrokerWatch[], world: WatchWorld) {
    this.#brokers = brokers;
    this.#world = world;
  }

  /** Looks at every broker until the signal is aborted; a look that has begun is finished. Rejects with what no later look can mend. */
  async run(signal: AbortSignal): Promise<void> {
    this.#isLasting = true;
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
      const outcomes = await Promise.all(this.#brokers.map((broker) => this.#lookNow(broker)));
      for (const broker of this.#brokers) this.#noteHole(broker);
      await Promise.all(this.#brokers.map((broker) => broker.settled()));
      const isTold = this.#brokers.every((broker) => broker.isTold());
      return outcomes.every((outcome) => outcome === 'complete') && isTold ? 'complete' : 'partial';
    } finally {
      await this.#end();
    }
  }

  metrics(): string {
    return this.#world.metrics.text();
  }

  complaints(): readonly string[] {
    const folder = this.#folderTrouble === undefined ? [] : [this.#folderTrouble];
    if (!this.#isHolder) return folder;
    return [...folder, ...this.#brokers.flatMap((one) => one.complaints(this.#world.clock.now()))];
  }

  /** Who writes, as far as was last seen. */
  holder(): string {
    const { pid = '?', host = '?' } = this.#world.lease.holder ?? {};
    return `process ${pid} on ${host}`;
  }

  role(): 'holder' | 'standby' {
    return this.#isHolder ? 'holder' : 'standby';
  }

  /** Looks in this second; in the next one when another run has looked in this, so that success always means that there was a look. */
  async #lookNow(broker: BrokerWatch): Promise<LookOutcome> {
    const { clock, log } = this.#world;
    const look = (): Promise<LookOutcome> => broker.look(Math.floor(clock.now() / 1000));
    const outcome = await look();
    if (outcome !== 'left out') return outcome;
    await clock.until((broker.state.at + 1) * 1000, new AbortController().signal);
    const second = await look();
    const last = new Date(broker.state.at * 1000).toISOString();
    if (second === 'left out')
      log.say('error', `Nothing was looked at: the last look was at ${last}, and the clock stands still.`, {
        broker: broker.scope,
      });
    return second;
  }

  /** Whoever calls for single looks decides how often: seldom, no window is ever full. */
  #noteHole({ pause, scope, broker: { name, step } }: BrokerWatch): void {
    if (pause === undefined || pause <= longestHole(step, 0)) return;
    const slower =
      pause > longestStep ? '' : `, or write "every: ${formatDuration(pause)}" in the connection "${name}"`;
    this.#world.log.say(
      'warning',
      `The last look was ${formatDuration(pause)} ago, which windows take for a hole: look more often${slower}.`,
      { broker: scope },
    );
  }

  /** Looks fall on multiples of the step, whatever the looks themselves take; one that is late is left out. A clock that was set back begins anew. */
  async #loop(broker: BrokerWatch, signal: AbortSignal): Promise<void> {
    const { clock } = this.#world;
    const step = broker.broker.step * 1000;
    for (let next = Math.floor(clock.now() / step) * step; !signal.aborted;) {
      await this.#lookAt(broker, next / 1000);
      const present = Math.floor(clock.now() / step) * step;
      next = present > next ? present : present + step;
      await clock.until(next, signal);
    }
    await broker.settled();
  }

  /** A folder that cannot be written ends a watch that begins; one that runs goes on once there is room again. */
  async #lookAt(broker: BrokerWatch, at: number): Promise<void> {
    try {
      if (await this.#hold()) await broker.look(at);
      this.#folderTrouble = undefined;
      this.#hasBegun = true;
    } catch (error) {
      if (!(error instanceof StateFolderError) || !this.#hasBegun) throw error;
      if (this.#folderTrouble === undefined) this.#world.log.say('error', error.message, { broker: broker.scope });
      this.#folderTrouble = error.message;
    }
  }

  /** Takes or renews the lease, one after the other. */
  #hold(): Promise<boolean> {
    this.#taking = this.#taking.catch(() => false).then(() => this.#take());
    return this.#taking;
  }

  async #take(): Promise<boolean> {
    const { lease, clock, log, metrics } = this.#world;
    const isHolder = await lease.take(clock.elapsed());
    if (isHolder !== this.#isHolder) {
      this.#isHolder = isHolder;
      if (isHolder && this.#isLasting) log.say('info', 'this instance writes now');
      if (!isHolder && this.#isLasting) log.say('info', 'another instance writes now', { holder: this.holder() });
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
