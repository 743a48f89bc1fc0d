import type { Order } from '../state/broker-state.ts';

/** An alert that is open at the backend. */
export interface OpenAlert {
  readonly alias: string;
  readonly details: Readonly<Record<string, string>>;
}

/** What became of an order. */
export type Delivery =
  /** The backend has confirmed that it is so. */
  | { readonly kind: 'done' }
  /** It may or may not be so; to be asked again. */
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfter?: number }
  /** The backend refuses; asking again in the same way helps only once somebody has changed something there. */
  | { readonly kind: 'refused'; readonly reason: string };

/** An on-call backend as the watch needs it. An order can be carried out again without opening anything twice. */
export interface AlertBackend {
  /** Carries an order out; one that is doubtful may have been carried out before. */
  deliver(order: Order): Promise<Delivery>;
  /**
   * What is open with a tag.
   * @throws NoAnswerError
   * @throws BackendRefusal
   */
  openAlerts(tag: string): Promise<readonly OpenAlert[]>;
  /** Proves that evaluation goes on. */
  heartbeat(name: string): Promise<Delivery>;
}

/** The backend answers, and not with what was asked for. */
export class BackendRefusal extends Error {
  /** Whether it is the credentials. */
  readonly isCredentials: boolean;

  constructor(message: string, isCredentials: boolean) {
    super(message);
    this.isCredentials = isCredentials;
  }
}
