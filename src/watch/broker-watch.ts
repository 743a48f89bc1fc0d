import { Selection } from '../queue-monitor/selection.ts';
import { scopeTag } from './alias.ts';
import { BackendRefusal, type AlertBackend } from './backend/backend.ts';
import { look, type Look } from './broker/look.ts';
import { needsOf, type Needs } from './broker/needs.ts';
import type { Unseen } from './broker/unseen.ts';
import type { Clock } from './clock.ts';
import { evaluate, type Surroundings } from './evaluate.ts';
import { NoAnswerError, type HttpClient } from './http-client.ts';
import type { Log } from './log.ts';
import { Outbox, type StateCell } from './outbox.ts';
import type { Metrics } from './serve/metrics.ts';
import { emptyState, type BrokerState } from './state/broker-state.ts';
import { movedInTime } from './state/moved-in-time.ts';
import { withoutUndefined, withOpen } from './state/reconcile.ts';
import type { StateStore } from './state/store.ts';
import { noteTroubles, patience } from './troubles.ts';
import { scopeName, type WatchedBroker } from './watched.ts';

/** What watching a broker stands on. */
export interface BrokerWorld {
  readonly http: HttpClient;
  readonly backend: AlertBackend;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly uid: string;
  readonly squads: readonly string[];
  /** Why alerts may be missing, in sentences. */
  readonly unread: readonly string[];
  /** Names of the environment variables that the credentials were read from. */
  readonly variables: { readonly broker: string; readonly backend: string };
}

/** Credentials that were refused before anything was ever seen with them; the message names the variables. */
export class WrongCredentialsError extends Error {}

/** What became of a look: it saw everything, or a part; or nothing was asked, since it would not be later than the last one. */
export type LookOutcome = 'complete' | 'partial' | 'left out';

/** An order that waits longer is a complaint, and keeps the heartbeat back. Milliseconds. */
const longestWait = 300_000;

/** Machines that take turns agree on the time to a second. Milliseconds. */
const clockTolerance = 1000;

/** Watches one broker. Its state is read with the first look, and again after another instance has written. */
export class BrokerWatch implements StateCell {
  readonly broker: WatchedBroker;
  readonly scope: string;
  state: BrokerState = emptyState;
  readonly #world: BrokerWorld;
  readonly #around: Surroundings;
  readonly #needs: Needs;
  readonly #outbox: Outbox;
  #isOpen = false;
  #isReconciled = false;
  #delivery: Promise<void> = Promise.resolve();
  #isDelivering = false;
  #complete: number | undefined;
  /** When something could not be told for the first time, in a row; milliseconds since 1970. */
  #untoldSince: number | undefined;
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
    this.#outbox = new Outbox(this, { ...world, scope: this.scope });
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
      this.#deliver(false);
      return 'left out';
    }
    const start = clock.now();
    const seen = this.#withUnread(await look(http, this.#needs, at));
    this.#refuseWrongCredentials(seen);
    this.state = noteTroubles(evaluate(this.state, seen, at, this.#around), seen.unseen, at, this.#around);
    await this.write();
    this.#note(seen, start);
    const isComplete = seen.unseen.length === 0;
    if (isComplete && this.#complete === undefined) this.#noteMissing(seen);
    if (isComplete) this.#complete = at * 1000;
    metrics.add('alerts_watch_evaluations_total', { broker: this.scope, outcome: isComplete ? 'complete' : 'partial' });
    this.#deliver(isComplete);
    return isComplete ? 'complete' : 'partial';
  }

  /** Whether the backend knows everything, as far as it was asked. */
  isTold(): boolean {
    return this.#untoldSince === undefined;
  }

  /** Resolves when nothing is on its way to the backend any more. */
  async settled(): Promise<void> {
    await this.#delivery;
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
    const untold = Math.min(Date.parse(this.state.outbox[0]?.decided ?? '') || now, this.#untoldSince ?? now);
    return [
      ...this.#unseen.map(({ reason }) => `${this.scope}: ${reason}`),
      ...(now - since > late
        ? [`${this.scope}: no complete evaluation for ${Math.round((now - since) / 1000)} s`]
        : []),
      ...(now - untold > longestWait
        ? [`${this.scope}: the on-call backend was not told of everything since ${new Date(untold).toISOString()}`]
        : []),
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

  /** Alerts whose definition cannot be read are not evaluated, and somebody has to hear of it. */
  #withUnread(seen: Look): Look {
    const { unread } = this.#around;
    const more = unread.map((reason): Unseen => ({ trouble: 'definitions', reason }));
    return { ...seen, unseen: [...seen.unseen, ...more] };
  }

  #refuseWrongCredentials({ unseen }: Look): void {
    const refused = unseen.find(({ trouble }) => trouble === 'credentials');
    if (refused && this.#complete === undefined)
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
    } catch (error) {
      if (!(error instanceof NoAnswerError || error instanceof BackendRefusal)) throw error;
      if (error instanceof BackendRefusal && error.isCredentials && this.#complete === undefined)
        throw new WrongCredentialsError(
          `${error.message}. The key in ${this.#world.variables.backend} is not one that may read and write alerts.`,
        );
      log.say('warning', `What is open at the on-call backend is not known yet: ${error.message}.`, {
        broker: this.scope,
      });
    }
  }

  /** A name that is mistyped is no trouble of the broker, and an alert that is silent for ever. */
  #noteMissing({ observation }: Look): void {
    const { selections } = this.#around;
    for (const { alert, target } of this.broker.alerts)
      if (selections.get(alert.identity)?.isIn(observation) === false)
        this.#world.log.say(
          'warning',
          `${alert.application}/${alert.id} has nothing to look at: no queue in the virtual host "${target.vhost}" is named "${target.pattern}".`,
          { broker: this.scope },
        );
  }

  #note(seen: Look, start: number): void {
    const { clock, log, metrics } = this.#world;
    const labels = { broker: this.scope };
    for (const { reason, trouble } of seen.unseen)
      if (!this.#unseen.some((one) => one.reason === reason))
        log.say('error', `${reason}.`, { broker: this.scope, trouble });
    if (seen.unseen.length === 0 && this.#unseen.length > 0) log.say('info', 'everything can be seen again', labels);
    this.#unseen = seen.unseen;
    metrics.set('alerts_watch_evaluation_seconds', (clock.now() - start) / 1000, labels);
    metrics.set('alerts_watch_queues', seen.observation.queues.length, labels);
    const groups = Object.values(this.state.alerts).flatMap((one) => Object.values(one));
    metrics.set(
      'alerts_watch_open_alerts',
      groups.reduce((sum, { open }) => sum + open.length, 0),
      labels,
    );
    if (seen.unseen.length === 0)
      metrics.set('alerts_watch_last_complete_evaluation_timestamp_seconds', this.state.at, labels);
  }

  /** One delivery at a time; a slow backend holds no look up. */
  #deliver(isComplete: boolean): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    this.#delivery = this.#tell(isComplete)
      .catch((error: unknown) => {
        this.#untoldSince ??= this.#world.clock.now();
        this.#world.log.say('error', `delivery failed: ${String(error)}`, { broker: this.scope });
      })
      .finally(() => (this.#isDelivering = false));
  }

  async #tell(isComplete: boolean): Promise<void> {
    const isDelivered = await this.#outbox.deliver();
    const isKnown = this.#isReconciled && (await this.#sendHeartbeat(isComplete));
    if (isDelivered && isKnown) this.#untoldSince = undefined;
    else this.#untoldSince ??= this.#world.clock.now();
  }

  /** Answers whether the backend took it, or none was due. */
  async #sendHeartbeat(isComplete: boolean): Promise<boolean> {
    const { backend, log, clock } = this.#world;
    const { heartbeat } = this.broker;
    const oldest = this.state.outbox[0];
    const isStuck = oldest !== undefined && clock.now() - Date.parse(oldest.decided) > longestWait;
    if (!isComplete || heartbeat === undefined || isStuck) return true;
    const sent = await backend.heartbeat(heartbeat);
    if (sent.kind !== 'done') log.say('warning', `No heartbeat was sent: ${sent.reason}.`, { broker: this.scope });
    return sent.kind === 'done';
  }
}
