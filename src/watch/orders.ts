import type { AlertText, BrokerState, Order } from './state/broker-state.ts';

/** Collects what the backend has to be told. Each order has an id of its own, so that one that was carried out is recognised. */
export class Orders {
  readonly #outbox: Order[];
  readonly #decided: string;
  #next: number;

  /** @param at seconds since 1970 */
  constructor({ outbox, next }: Pick<BrokerState, 'outbox' | 'next'>, at: number) {
    this.#outbox = [...outbox];
    this.#next = next;
    this.#decided = new Date(at * 1000).toISOString();
  }

  open(alias: string, text: AlertText): void {
    const id = this.#id();
    const details = { ...text.details, alerts_order: id };
    this.#outbox.push({ id, alias, decided: this.#decided, doubtful: false, open: { ...text, details } });
  }

  close(alias: string, reason: string): void {
    this.#outbox.push({ id: this.#id(), alias, decided: this.#decided, doubtful: false, close: reason });
  }

  /** The part of the state that they are. */
  written(): Pick<BrokerState, 'outbox' | 'next'> {
    return { outbox: this.#outbox, next: this.#next };
  }

  /** The number alone would begin anew when the state is lost. */
  #id(): string {
    return `${this.#decided}#${this.#next++}`;
  }
}
