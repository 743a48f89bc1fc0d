import { Outbox, type DeliverySurroundings, type StateCell } from './outbox.ts';

/** What delivering and proving that it goes on stand on. */
export interface DeliveringSurroundings extends DeliverySurroundings {
  /** Name of the heartbeat, where anybody is called. */
  readonly heartbeat: string | undefined;
}

/** What is known when a delivery begins. */
export interface DeliveryOccasion {
  /** Whether the last look saw everything: only then a heartbeat is due. */
  readonly isComplete: boolean;
  /** Whether it is known what is open at the backend. */
  readonly isReconciled: boolean;
}

/** What waits longer is a complaint, and keeps the heartbeat back. Milliseconds. */
const longestWait = 300_000;

/** Tells the backend what is in the outbox, and that evaluation goes on: one delivery at a time, so that a slow backend holds no look up. */
export class Delivering {
  readonly #cell: StateCell;
  readonly #around: DeliveringSurroundings;
  readonly #outbox: Outbox;
  #delivery: Promise<void> = Promise.resolve();
  #isDelivering = false;

  constructor(cell: StateCell, around: DeliveringSurroundings) {
    this.#cell = cell;
    this.#around = around;
    this.#outbox = new Outbox(cell, around);
  }

  /** Since when deliveries have failed without a pause; milliseconds since 1970. */
  untoldSince: number | undefined;

  begin(occasion: DeliveryOccasion): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    this.#delivery = this.#deliver(occasion)
      .catch((error: unknown) => {
        this.untoldSince ??= this.#around.clock.now();
        this.#around.log.say('error', `Delivery failed: ${error instanceof Error ? error.message : String(error)}`, {
          broker: this.#around.scope,
        });
      })
      .finally(() => (this.#isDelivering = false));
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    await this.#delivery;
  }

  /** What was not told in time, in sentences. */
  complaints(now: number): string[] {
    const since = Math.min(this.#oldest() ?? now, this.untoldSince ?? now);
    if (now - since <= longestWait) return [];
    const instant = new Date(since).toISOString();
    return [`${this.#around.scope}: the on-call backend was not told of everything since ${instant}`];
  }

  async #deliver({ isComplete, isReconciled }: DeliveryOccasion): Promise<void> {
    const isDelivered = await this.#outbox.deliver();
    const isAlive = isReconciled && (!isComplete || (await this.#sendHeartbeat()));
    if (isDelivered && isAlive) this.untoldSince = undefined;
    else this.untoldSince ??= this.#around.clock.now();
  }

  /** Answers whether the backend took it, or none was due. */
  async #sendHeartbeat(): Promise<boolean> {
    const { backend, clock, heartbeat, log, scope } = this.#around;
    const now = clock.now();
    if (heartbeat === undefined || now - (this.#oldest() ?? now) > longestWait) return true;
    const sent = await backend.heartbeat(heartbeat);
    if (sent.kind !== 'done') log.say('warning', `No heartbeat was sent: ${sent.reason}.`, { broker: scope });
    return sent.kind === 'done';
  }

  /** When the order that waits longest was decided; milliseconds since 1970. */
  #oldest(): number | undefined {
    const [order] = this.#cell.state.outbox;
    return order && Date.parse(order.decided);
  }
}
