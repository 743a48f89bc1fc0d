import type { AlertBackend } from './backend/backend.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Metrics } from './serve/metrics.ts';
import type { BrokerState, Order } from './state/broker-state.ts';

/** The state of a broker that two may change in turns: evaluation and delivery. */
export interface StateCell {
  state: BrokerState;
  /** Writes the present state to the disk. */
  write(): Promise<void>;
}

/** What delivering stands on. */
export interface DeliverySurroundings {
  readonly backend: AlertBackend;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly scope: string;
}

/** Orders that are carried out between two writes of the state. */
const writtenAfter = 50;

/** Longest pause after failures, in milliseconds. */
const longestPause = 60_000;

/**
 * Carries out what is in the outbox, in order for each alias; what the backend has confirmed leaves it. When the backend does not answer
 * everything waits; when it refuses one thing the others go on.
 */
export class Outbox {
  readonly #cell: StateCell;
  readonly #around: DeliverySurroundings;
  #failures = 0;
  #notBefore = -Infinity;

  constructor(cell: StateCell, around: DeliverySurroundings) {
    this.#cell = cell;
    this.#around = around;
  }

  /** One round. Answers whether nothing is left. */
  async deliver(): Promise<boolean> {
    const { clock, metrics, scope } = this.#around;
    const refused = new Set<string>();
    let unwritten = 0;
    while (clock.elapsed() >= this.#notBefore) {
      const order = this.#cell.state.outbox.find(({ alias }) => !refused.has(alias));
      if (!order) break;
      const outcome = await this.#carryOut(order);
      metrics.add('alerts_watch_deliveries_total', { broker: scope, outcome });
      if (outcome === 'refused') refused.add(order.alias);
      // What is carried out and not written down is asked for again, and recognised.
      if (outcome === 'done' && ++unwritten % writtenAfter === 0) await this.#cell.write();
    }
    if (unwritten % writtenAfter !== 0) await this.#cell.write();
    metrics.set('alerts_watch_outbox', this.#cell.state.outbox.length, { broker: scope });
    return this.#cell.state.outbox.length === 0;
  }

  async #carryOut(order: Order): Promise<'done' | 'later' | 'refused'> {
    const { backend, clock, log } = this.#around;
    const delivery = await backend.deliver(order);
    const { kind } = delivery;
    if (kind === 'done') {
      this.#failures = 0;
      this.#replace(order, undefined);
      log.say('info', order.open ? `opened: ${order.open.message}` : `closed: ${order.close ?? ''}`, {
        alias: order.alias,
      });
      return kind;
    }
    this.#replace(order, { ...order, doubtful: true });
    if (kind === 'later') {
      this.#failures += 1;
      const pause = Math.min(longestPause, (delivery.retryAfter ?? 2 ** this.#failures) * 1000);
      this.#notBefore = clock.elapsed() + pause;
    }
    log.say(kind === 'refused' ? 'error' : 'warning', `${delivery.reason}. It waits in the outbox.`, {
      alias: order.alias,
    });
    return kind;
  }

  #replace(order: Order, by: Order | undefined): void {
    const { state } = this.#cell;
    const outbox = state.outbox.flatMap((one) => (one.id === order.id ? (by ?? []) : one));
    this.#cell.state = { ...state, outbox };
  }
}
