import { randomUUID } from 'node:crypto';
import type { Fields } from './refusal.ts';

/** A monitor as `GET /api/v1/monitor/{id}` shows it. */
export interface Monitor {
  id: number;
  org_id: number;
  type: string;
  name: string;
  message: string;
  tags: string[];
  query: string;
  options: Fields;
  /** Whether it has groups. */
  multi: boolean;
  priority: number | null;
  restricted_roles: string[] | null;
  draft_status: string;
  assets: Fields[];
  overall_state: string;
  overall_state_modified: string | null;
  created: string;
  created_at: number;
  modified: string;
  deleted: null;
  restriction_policy: null;
  creator: Fields;
}

/** One objective of an SLO. */
export interface SloThreshold {
  timeframe: string;
  target: number;
  target_display: string;
  warning?: number;
  warning_display?: string;
}

/** An SLO as `GET /api/v1/slo/{id}` shows it. */
export interface Slo {
  id: string;
  name: string;
  type: string;
  type_id: number;
  description: string;
  tags: string[];
  monitor_tags: string[];
  thresholds: SloThreshold[];
  timeframe: string;
  target_threshold: number;
  warning_threshold?: number;
  query?: Fields;
  sli_specification?: Fields;
  monitor_ids?: number[];
  groups?: string[];
  creator: Fields;
  created_at: number;
  modified_at: number;
}

/** A downtime: attributes as v2 shows them, without `status`, which follows from the time. */
export interface Downtime {
  id: string;
  attributes: Fields & { schedule: Fields; monitor_identifier: Fields; canceled: string | null };
}

export const orgId = 321813;
export const creator = { name: 'CI Account', handle: 'ci@example.org', email: 'ci@example.org', id: 1445416 };

/** Everything that one organisation has, and how its lists lie. */
export class Account {
  readonly monitors = new Map<number, Monitor>();
  readonly slos = new Map<string, Slo>();
  readonly downtimes = new Map<string, Downtime>();
  /** The clock by which downtimes begin and end. */
  now: () => number = Date.now;
  /** How long a new object stays out of lists, in milliseconds. */
  hideMs = 0;
  /** Requests for a further page that still lose an object. */
  shifts = 0;
  readonly #hidden = new Map<string, number>();
  #lastMonitor = 238_669_000;

  newMonitorId(): number {
    this.#lastMonitor += 1;
    return this.#lastMonitor;
  }

  /** SLO ids are 32 hexadecimal digits. */
  newSloId(): string {
    return randomUUID().replaceAll('-', '');
  }

  /** Keeps a new object out of lists for as long as `hideFor` said. */
  hide(id: number | string): void {
    if (this.hideMs > 0) this.#hidden.set(String(id), Date.now() + this.hideMs);
  }

  /** What lists show, in the order of creation. */
  listed<T extends { readonly id: number | string }>(objects: ReadonlyMap<unknown, T>): T[] {
    const now = Date.now();
    return [...objects.values()].filter((one) => (this.#hidden.get(String(one.id)) ?? 0) <= now);
  }

  /** A page. While `shifts` lasts, a page beyond the first starts one too late, as when something was deleted meanwhile. */
  page<T>(all: readonly T[], offset: number, limit: number): T[] {
    const shifted = offset > 0 && this.shifts > 0;
    if (shifted) this.shifts -= 1;
    const start = shifted ? offset + 1 : offset;
    return all.slice(start, start + limit);
  }
}

/** A time as Datadog writes it: microseconds and an offset. */
export function timestamp(at = new Date()): string {
  return at.toISOString().replace('Z', '000+00:00');
}
