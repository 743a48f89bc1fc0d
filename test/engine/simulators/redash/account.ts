/** Objects of a simulated organisation, as the database has them. */
export interface RedashQuery {
  readonly id: number;
  name: string;
  query: string;
  description: string | null;
  data_source_id: number;
  schedule: Readonly<Record<string, unknown>> | null;
  tags: readonly string[] | null;
  options: Readonly<Record<string, unknown>>;
  is_draft: boolean;
  is_archived: boolean;
}

export interface RedashAlert {
  readonly id: number;
  name: string;
  query_id: number;
  rearm: number | null;
  options: Readonly<Record<string, unknown>>;
  state: 'unknown' | 'ok' | 'triggered';
}

export interface RedashDestination {
  readonly id: number;
  name: string;
  type: string;
  options: Readonly<Record<string, unknown>>;
}

export interface RedashSubscription {
  readonly id: number;
  readonly alert_id: number;
  /** Without one the user is told by mail. */
  destination_id: number | null;
}

/** What an organisation has. Numbers go up per table. */
export class RedashAccount {
  readonly dataSources = [
    { id: 1, name: 'Warehouse', type: 'pg' },
    { id: 2, name: 'Ledger', type: 'pg' },
  ];
  readonly queries = new Map<number, RedashQuery>();
  readonly alerts = new Map<number, RedashAlert>();
  readonly destinations = new Map<number, RedashDestination>();
  readonly subscriptions = new Map<number, RedashSubscription>();
  readonly #last = new Map<object, number>();

  add<T extends { readonly id: number }>(table: Map<number, T>, row: Omit<T, 'id'>): T {
    const id = (this.#last.get(table) ?? 0) + 1;
    this.#last.set(table, id);
    const added = { ...row, id } as T;
    table.set(id, added);
    return added;
  }

  /** Archived queries lose schedule and alerts: redash/models/__init__.py, Query.archive. */
  archive(query: RedashQuery): void {
    query.is_archived = true;
    query.schedule = null;
    for (const alert of this.alerts.values()) if (alert.query_id === query.id) this.removeAlert(alert.id);
  }

  removeAlert(id: number): void {
    this.alerts.delete(id);
    for (const one of this.subscriptions.values()) if (one.alert_id === id) this.subscriptions.delete(one.id);
  }

  /** Subscriptions to it stay, and tell their user by mail from then on. */
  removeDestination(id: number): void {
    this.destinations.delete(id);
    for (const one of this.subscriptions.values()) if (one.destination_id === id) one.destination_id = null;
  }
}
