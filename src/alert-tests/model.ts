import type { Seconds } from '../definitions/values/duration.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import type { FidelityId } from './fidelity.ts';
import type { Trials } from './prometheus/trial.ts';
import type { Series } from './series.ts';
import type { FixtureTable, SqlTrials } from './sql/trial.ts';

/** The states of an alert, whatever its vendor calls them. */
export type State = 'ok' | 'warning' | 'alert' | 'no-data';

/** Values of the alert's groups by alias; empty for an alert without groups. */
export type GroupValues = Readonly<Record<string, string>>;

/** What one evaluation came to. Times are seconds since the start of the case. */
export interface Evaluation {
  readonly at: Seconds;
  readonly state: State;
  /** The value that was compared; absent when there was none. */
  readonly value?: number;
  /** Why the state stayed as it was although it was looked at. */
  readonly kept?: 'no data' | 'window not full' | 'group too new';
}

/** The evaluations of one group, in order. */
export interface Track {
  readonly group: GroupValues;
  readonly evaluations: readonly Evaluation[];
  /** Values of a composite's members by letter, as texts may show them. */
  readonly members?: readonly Track[];
}

/** The virtual clock of a case. */
export interface Clock {
  /** Seconds since 1970 at offset zero. */
  readonly start: number;
  /** Seconds between two samples. */
  readonly step: Seconds;
  /** Until when is evaluated, seconds since the start. */
  readonly end: Seconds;
  /** Seconds by which evaluations lag behind whole minutes: 0 to 59. */
  readonly phase: Seconds;
}

/** Samples of one group. */
export interface GroupSeries {
  readonly group: GroupValues;
  readonly series: Series;
}

/** A log record or event, or several alike at the same instant. */
export interface LogRecord {
  readonly at: Seconds;
  readonly count: number;
  /** Attributes and tags by name: `service`, `@http.status_code`. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** Statuses that a service check submitted, one a step; undefined where none came. */
export interface CheckRuns {
  readonly group: GroupValues;
  readonly statuses: readonly (CheckStatus | undefined)[];
}
export type CheckStatus = 'ok' | 'warning' | 'critical' | 'unknown';

/** What one location saw, one outcome a step. */
export interface ProbeRuns {
  readonly location: string;
  readonly outcomes: readonly ('up' | 'down' | undefined)[];
}

/** One execution of a SQL query: its rows, or that it failed. */
export interface ResultSet {
  readonly at: Seconds;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly failed: boolean;
}

/** States of a composite's member, one a step. */
export interface MemberStates {
  readonly name: string;
  readonly group: GroupValues;
  readonly states: readonly State[];
}

/** What a case feeds in: exactly one kind. */
export type Input =
  | { readonly kind: 'metrics'; readonly queries: ReadonlyMap<string, readonly GroupSeries[]> }
  | { readonly kind: 'queues'; readonly queues: readonly QueueSamples[] }
  | { readonly kind: 'logs'; readonly records: readonly LogRecord[] }
  | { readonly kind: 'checks'; readonly runs: readonly CheckRuns[] }
  | {
      readonly kind: 'probes';
      readonly locations: readonly ProbeRuns[];
      readonly daysLeft?: Series;
      readonly loads?: Series;
    }
  | { readonly kind: 'heartbeats'; readonly pings: readonly Seconds[] }
  | { readonly kind: 'rows'; readonly executions: readonly ResultSet[] }
  | { readonly kind: 'tables'; readonly tables: readonly FixtureTable[] }
  | { readonly kind: 'slo'; readonly good: Series; readonly total: Series }
  | { readonly kind: 'states'; readonly members: readonly MemberStates[] };

/** Samples of one queue or node by measure: `ready`, `consumers`. */
export interface QueueSamples {
  /** Name of the queue (or node); empty stands for the one that the alert names. */
  readonly name: string;
  readonly measures: ReadonlyMap<string, Series>;
}

/** A monitor as it was compiled: the inputs of its resource. */
export type MonitorInputs = Readonly<Record<string, unknown>>;

/** What is under test: an alert in one environment, and what it compiles to. */
export interface Subject {
  readonly alert: ResolvedAlert;
  /** Compiled monitors by part; the one that notifies has the part `''`. Empty for vendors that are not compiled yet. */
  readonly monitors: ReadonlyMap<string, MonitorInputs>;
  /** Target of the alert's SLO in percent. */
  readonly sloTarget?: number;
  /** What promtool says of rules of Prometheus; absent where it is not run. */
  readonly trials?: Trials;
  /** What PostgreSQL says of queries of Redash; absent where it is not run. */
  readonly sql?: SqlTrials;
  /** Why it cannot be compiled, when it cannot. */
  readonly problems: readonly string[];
}

/** Collects which semantics decided, so that a verdict can say how far it is to be trusted. */
export type Notes = Set<FidelityId>;

/** Something that cannot be evaluated truthfully. `path` leads into the alert or, with `in: 'case'`, into the case. */
export class Refusal extends Error {
  readonly in: 'alert' | 'case';
  readonly path: readonly (string | number)[];

  constructor(reason: string, where: Refusal['in'], path: readonly (string | number)[]) {
    super(reason);
    this.in = where;
    this.path = path;
  }
}
