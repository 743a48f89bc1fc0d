import type { Seconds } from '../definitions/values/duration.ts';
import { Selection } from '../queue-monitor/selection.ts';
import { scopeTag } from './alias.ts';
import type { BrokerWorld } from './broker-world.ts';
import { BackendRefusal } from './backend/backend.ts';
import { look, type Look } from './broker/look.ts';
import { needsOf, type Needs } from './broker/needs.ts';
import type { Unseen } from './broker/unseen.ts';
import { Delivering } from './delivering.ts';
import { countLook, withEmpty, withUnread } from './look-notes.ts';
import { evaluate, type Surroundings } from './evaluate.ts';
import { NoAnswerError } from './http-client.ts';
import type { StateCell } from './outbox.ts';
import { emptyState, type BrokerState } from './state/broker-state.ts';
import { movedInTime } from './state/moved-in-time.ts';
import { withoutUndefined, withOpen } from './state/reconcile.ts';
import { noteTroubles, patience } from './troubles.ts';
import { scopeName, type WatchedBroker } from './watched.ts';

/** Credentials that were refused before anything was ever seen with them; the message names the variables. */
export class WrongCredentialsError extends Error {}

/** What became of a look: it saw everything, or a part; or nothing was asked, since it would not be later than the last one. */
export type LookOutcome = 'complete' | 'partial' | 'left out';

/** Machines that take turns agree on the time to a second. Milliseconds. */
const clockTolerance = 1000;

/** Watches one broker. Its state is read with the first look, and again after another instance has written. */
export class BrokerWatch implements StateCell {
  readonly broker: WatchedBroker;
  readonly scope: string;
  state: BrokerState = emptyState;
  /** Seconds between the last two looks; undefined before there are two. */
  pause: Seconds | undefined;
  readonly #world: BrokerWorld;
  readonly #around: Surroundings;
  readonly #needs: Needs;
  readonly #delivery: Delivering;
  #isOpen = false;
  #isReconciled = false;
  /** Credentials that were taken once are not wrong: what is refused later may be taken again. */
  #isKnownToBroker = false;
  #isKnownToBackend = false;
  #complete: number | undefined;
  #unseen: readonly Unseen[] = [];
  readonly #startedAt: number;

  constructor(broker: WatchedBroker, world: BrokerWorld) {
    this.broker = broker;
    this.scope = scopeName(broker);
    this.#world = world;
    this.#startedAt = world.clock.now();
    this.#needs = needsOf(broker.alerts);
    this.#around = {
      broker,
      uid: world.uid,
      tag: scopeTag(world.uid, this.scope),
      squads: world.squads,
      unread: world.unread,
      selections: new Map(broker.alerts.map(({ alert, target }) => [alert.identity, new Selection(target)])),
    };
    this.#delivery = new Delivering(this, { ...world, scope: this.scope, heartbeat: broker.heartbeat });
  }

  write(): Promise<void> {
    return this.#world.store.write(this.state);
  }

  /**
   * Looks once, decides, and writes what was decided; what the backend has to be told is on its way when this returns.
   * @param at seconds since 1970; a look that is not later than the last one is left out
   * @throws WrongCredentialsError
   */
  async look(at: number): Promise<LookOutcome> {
    const { clock, metrics, http } = this.#world;
    await this.#open(at);
    this.#followClock(at);
    if (at <= this.state.at) {
      this.#delivery.begin({ isComplete: false, isReconciled: this.#isReconciled });
      return 'left out';
    }
    const start = clock.elapsed();
    this.pause = this.state.at === 0 ? undefined : at - this.state.at;
    const seen = withUnread(await look(http, this.#needs, at), this.#around);
    this.#refuseWrongCredentials(seen);
    const evaluated = noteTroubles(evaluate(this.state, seen, at, this.#around), seen.unseen, at, this.#around);
    const { state, fresh } = withEmpty(evaluated, seen, this.#around);
    this.state = state;
    await this.write();
    this.#note(seen, start);
    const isComplete = seen.unseen.length === 0;
    for (const text of fresh) this.#world.log.say('warning', text, { broker: this.scope });
    if (isComplete) this.#complete = at * 1000;
    metrics.add('alerts_watch_evaluations_total', { broker: this.scope, outcome: isComplete ? 'complete' : 'partial' });
    this.#delivery.begin({ isComplete, isReconciled: this.#isReconciled });
    return isComplete ? 'complete' : 'partial';
  }

  /** Whether the backend knows everything, as far as it was asked. */
  isTold(): boolean {
    return this.#delivery.untoldSince === undefined;
  }

  /** Resolves when nothing is on its way to the backend any more. */
  settled(): Promise<void> {
    return this.#delivery.settled();
  }

  /** Forgets what is in memory: somebody else writes now. */
  async leave(): Promise<void> {
    await this.settled();
    this.#isOpen = false;
    this.#isReconciled = false;
  }

  /** Why the work is not done, in sentences. */
  complaints(now: number): string[] {
    const late = patience(this.broker.step) * 1000;
    const since = this.#complete ?? this.#startedAt;
    return [
      ...this.#unseen.map(({ reason }) => `${this.scope}: ${reason}`),
      ...(now - since > late
        ? [`${this.scope}: no complete evaluation for ${Math.round((now - since) / 1000)} s`]
        : []),
      ...this.#delivery.complaints(now),
    ];
  }

  /** A clock that was set back would keep all looks away until it has caught up: the last look is taken to be one step ago instead. */
  #followClock(at: number): void {
    const { clock, log } = this.#world;
    const last = this.state.at;
    if (last * 1000 - clock.now() <= clockTolerance) return;
    this.state = movedInTime(this.state, at - this.broker.step - last);
    log.say('warning', `The clock was set back: the last look was at ${new Date(last * 1000).toISOString()}.`, {
      broker: this.scope,
    });
  }

  #refuseWrongCredentials(seen: Look): void {
    const refused = seen.unseen.find(({ trouble }) => trouble === 'credentials');
    if (seen.vhosts.size > 0 || (seen.sawNodes && this.#needs.nodeMeasures.size > 0)) this.#isKnownToBroker = true;
    if (refused && !this.#isKnownToBroker)
      throw new WrongCredentialsError(
        `${this.scope}: ${refused.reason}. What ${this.#world.variables.broker} hold is no user of the broker with that password.`,
      );
  }

  /** Reads the state, and what is open at the backend. @throws WrongCredentialsError */
  async #open(at: number): Promise<void> {
    const { store, backend, log } = this.#world;
    if (!this.#isOpen) {
      const { state } = await store.read();
      this.state = withoutUndefined(state, at, this.#around);
      this.#isOpen = true;
    }
    if (this.#isReconciled) return;
    try {
      const open = await backend.openAlerts(this.#around.tag);
      this.state = withOpen(this.state, open, at, this.#around);
      this.#isReconciled = true;
      this.#isKnownToBackend = true;
    } catch (error) {
      if (!(error instanceof NoAnswerError || error instanceof BackendRefusal)) throw error;
      if (error instanceof BackendRefusal && error.isCredentials && !this.#isKnownToBackend)
        throw new WrongCredentialsError(
          `${error.message}. The key in ${this.#world.variables.backend} is not one that may read and write alerts.`,
        );
      log.say('warning', `What is open at the on-call backend is not known yet: ${error.message}.`, {
        broker: this.scope,
      });
    }
  }

  #note(seen: Look, start: number): void {
    const { clock, log, metrics } = this.#world;
    for (const { reason, trouble } of seen.unseen)
      if (!this.#unseen.some((one) => one.reason === reason))
        log.say('error', `${reason}.`, { broker: this.scope, trouble });
    if (seen.unseen.length === 0 && this.#unseen.length > 0)
      log.say('info', 'everything can be seen again', { broker: this.scope });
    this.#unseen = seen.unseen;
    countLook(metrics, this.scope, this.state, seen, clock.elapsed() - start);
  }
}
