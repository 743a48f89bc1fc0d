import { randomUUID } from 'node:crypto';

export type Fields = Record<string, unknown>;

/** A team; a new one has a schedule, an escalation and a routing rule that are not simulated. */
export interface Team {
  readonly id: string;
  name: string;
  description: string;
}

/** An integration that is called with a key. */
export interface Integration {
  readonly id: string;
  name: string;
  readonly type: string;
  enabled: boolean;
  readonly apiKey: string;
  ownerTeam?: { readonly id: string; readonly name: string };
  /** Everything else that the API shows, by its name there. */
  settings: Fields;
}

export interface Heartbeat {
  name: string;
  description: string;
  interval: number;
  intervalUnit: string;
  enabled: boolean;
  ownerTeam?: { readonly id: string; readonly name: string };
  alertMessage: string;
  alertTags: string[];
  alertPriority: string;
}

/** What an account holds. */
export class Account {
  readonly teams = new Map<string, Team>();
  readonly integrations = new Map<string, Integration>();
  /** By lower-cased name: https://docs.opsgenie.com/docs/heartbeat-api identifies them so. */
  readonly heartbeats = new Map<string, Heartbeat>();
  /** Objects that lists lack, with the instant until which they do. */
  readonly #hidden = new Map<object, number>();
  #hideMs = 0;

  newId(): string {
    return randomUUID();
  }

  hideFor(ms: number): void {
    this.#hideMs = ms;
    if (ms === 0) this.#hidden.clear();
  }

  /** Keeps a new object out of lists for as long as is asked for. */
  created(object: object): void {
    if (this.#hideMs > 0) this.#hidden.set(object, Date.now() + this.#hideMs);
  }

  listed<T extends object>(objects: Iterable<T>): T[] {
    return [...objects].filter((object) => (this.#hidden.get(object) ?? 0) <= Date.now());
  }
}
