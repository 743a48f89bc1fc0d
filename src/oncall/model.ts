import type { Path } from '../definitions/source/node.ts';
import type { Priority } from '../definitions/types.ts';
import type { Seconds } from '../definitions/values/duration.ts';
import type { WeeklySpan } from '../definitions/values/weekly.ts';
import type { Instant } from '../definitions/values/zone-clock.ts';

export type { Instant };

/** A stretch of time; half-open: `from` belongs to it, `until` does not. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** Days that are cut out of hours, by the calendar that names them. */
export interface Holidays {
  /** `YYYY-MM-DD` to the name of the day. */
  readonly days: ReadonlyMap<string, string>;
  /** Days that come back each year, `MM-DD`, with the first year in which they do. */
  readonly yearly: ReadonlyMap<string, { readonly since: number; readonly name: string }>;
}

/** Weekly hours of local time. In which zone they are read is up to who asks: a schedule's, the routing's, the project's. */
export interface Hours {
  /** As written: `business`, `not business`, `mon-fri 09:00-18:00`; for reasons and reports. */
  readonly label: string;
  readonly spans: readonly WeeklySpan[];
  readonly holidays: Holidays;
  /** The complement is meant: `not NAME`. */
  readonly negated: boolean;
}

/** How somebody can be reached; the on-call backend knows the addresses. */
export type ContactMethod = 'email' | 'sms' | 'voice' | 'mobile';

/** In which order somebody wants to be reached; the first rule whose selector and hours hold counts. */
export interface ContactRule {
  readonly priorities?: readonly Priority[];
  /** In the person's own zone. */
  readonly hours?: Hours;
  /** `after` counts from the moment at which the person is notified. */
  readonly steps: readonly { readonly after: Seconds; readonly by: ContactMethod }[];
  /** All steps again after so long, until the alert is acknowledged. */
  readonly repeat?: Seconds;
}

/** Somebody who can be reached. */
export interface OnCallPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly zone: string;
  readonly groups: readonly string[];
  /** Days (`YYYY-MM-DD`) from which they may take run duty and be on call. */
  readonly licence: { readonly run?: string; readonly onCall?: string };
  readonly contacts: readonly ContactRule[];
}

/** Length of a turn. Days and weeks keep the wall time, hours are elapsed time unless the semantics say otherwise. */
export interface TurnLength {
  readonly unit: 'hour' | 'day' | 'week';
  readonly length: number;
}

/** People who take turns. */
export interface Rotation {
  readonly id: string;
  /** Ids of people in their order; null is a gap on purpose. Somebody may stand in it several times. */
  readonly participants: readonly (string | null)[];
  readonly turn: TurnLength;
  readonly start: Instant;
  /** Exclusive. */
  readonly end?: Instant;
  /** A mask in the schedule's zone: turns keep counting outside of it. */
  readonly hours?: Hours;
  readonly path: Path;
}

/** A swap or an absence. */
export interface Override extends Span {
  /** Ids of rotations; all of the schedule when absent. */
  readonly rotations?: readonly string[];
  /** Null: nobody, on purpose. */
  readonly person: string | null;
  readonly reason?: string;
  readonly path: Path;
}

/** Who is on call at a time: the union of rotations, overrides on top. */
export interface Schedule {
  readonly id: string;
  readonly squad: string;
  readonly zone: string;
  readonly description?: string;
  readonly rotations: readonly Rotation[];
  /** In the order of the file: of two that overlap the later wins. */
  readonly overrides: readonly Override[];
  readonly path: Path;
}

/** Who a step notifies; `squad` is always written out, also for the squad's own. */
export type Target =
  | {
      readonly kind: 'schedule';
      readonly squad: string;
      readonly schedule: string;
      readonly take?: 'next' | 'previous';
    }
  | { readonly kind: 'squad'; readonly squad: string; readonly take?: 'everyone' | 'admins' | 'random' }
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'channel'; readonly squad: string; readonly channel: string }
  | { readonly kind: 'escalation'; readonly squad: string; readonly escalation: string };

/** One step of an escalation. */
export interface EscalationStep {
  /** Since the escalation started. */
  readonly after: Seconds;
  readonly while: 'unacknowledged' | 'open';
  readonly notify: readonly Target[];
  readonly path: Path;
}

/** Who is notified after which time. */
export interface Escalation {
  readonly id: string;
  readonly squad: string;
  /** Sorted by `after`; steps of the same time keep the file's order. */
  readonly steps: readonly EscalationStep[];
  readonly repeat?: {
    readonly times: number;
    /** Wait after the last step. */
    readonly every: Seconds;
    /** Acknowledgements are forgotten at each repetition. */
    readonly reset: boolean;
    /** The alert is closed after the last repetition. */
    readonly close: boolean;
  };
  readonly path: Path;
}

/** Where a routing rule leads. */
export type RouteTarget =
  | { readonly kind: 'none' }
  | { readonly kind: 'escalation'; readonly squad: string; readonly escalation: string }
  | { readonly kind: 'schedule'; readonly squad: string; readonly schedule: string }
  | { readonly kind: 'squad'; readonly squad: string };

/** A selector as written, its hours apart, since these depend on the time. */
export interface TimedSelector {
  readonly when?: Readonly<Record<string, unknown>>;
  readonly hours?: Hours;
}

/** One rule of a squad's routing. */
export interface RoutingRule extends TimedSelector {
  readonly to: RouteTarget;
  readonly path: Path;
}

/** A squad's routing; the first rule that matches decides. */
export interface Routing {
  readonly zone: string;
  readonly rules: readonly RoutingRule[];
  readonly path: Path;
}

/** How a squad's notifications are held back or repeated. */
export interface Quieting {
  readonly delay?: { readonly for: Seconds } | { readonly until: { readonly time: string; readonly day?: string } };
  /** Notify at the `count`-th occurrence only; with `within`, when so many come within that time. */
  readonly deduplicate?: { readonly count: number; readonly within?: Seconds };
  readonly autoRestart?: { readonly every: Seconds; readonly times: number };
  readonly autoClose?: Seconds;
  readonly suppress?: boolean;
}

/** A policy: what it selects, what it changes, what it holds back. */
export interface Policy extends TimedSelector, Quieting {
  readonly id: string;
  readonly set: {
    readonly priority?: Priority;
    /** `${title}` stands for the title before. */
    readonly title?: string;
    readonly description?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
  /** Policies after it are tried too. */
  readonly continue: boolean;
  readonly path: Path;
}

/** A notification policy of a squad. */
export interface NotificationPolicy extends TimedSelector, Quieting {
  readonly id: string;
  readonly path: Path;
}

/** What calls a squad from outside. */
export interface Integration {
  readonly id: string;
  readonly type: string;
  readonly description?: string;
  /** Local part of the address, for integrations of type Email. */
  readonly address?: string;
  /** Rules on what comes in, tried in order; the first that matches decides. Empty: the vendor's own. */
  readonly actions: readonly IntegrationAction[];
  readonly path: Path;
}

/** What an integration does with a message that its selector matches. */
export interface IntegrationAction {
  readonly id: string;
  readonly do: 'create' | 'close' | 'acknowledge' | 'add-note' | 'ignore';
  readonly when?: Readonly<Record<string, unknown>>;
  readonly set: {
    readonly priority?: Priority;
    readonly title?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly note?: string;
  };
  readonly path: Path;
}

/** A heartbeat of the on-call backend. */
export interface Heartbeat {
  readonly id: string;
  readonly every: Seconds;
  readonly description?: string;
  readonly priority: Priority;
  readonly path: Path;
}

/** A stretch of time in which integrations or policies of a squad are switched. */
export interface Maintenance extends Span {
  readonly id: string;
  readonly reason: string;
  readonly integrations: readonly string[];
  readonly policies: readonly string[];
  readonly path: Path;
}

/** A business service that incidents are about. */
export interface Service {
  readonly id: string;
  readonly description?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Alerts that open an incident; the first that matches counts. */
  readonly incidents: readonly {
    readonly when?: Readonly<Record<string, unknown>>;
    readonly priority: Priority;
    readonly title: string;
    readonly stakeholders: string;
    readonly path: Path;
  }[];
  readonly path: Path;
}

/** How an incident is announced. */
export interface IncidentTemplate {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly priority: Priority;
  readonly stakeholders: string;
  readonly services: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly path: Path;
}

/** A squad as far as it concerns who is called. Maps keep the file's order. */
export interface OnCallSquad {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly lead?: string;
  /** Whom `take: admins` means: those that `admins` names, else the lead. */
  readonly admins: readonly string[];
  readonly channels: Readonly<Record<string, unknown>>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly escalations: ReadonlyMap<string, Escalation>;
  readonly routing: Routing;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly notifications: ReadonlyMap<string, NotificationPolicy>;
  readonly integrations: ReadonlyMap<string, Integration>;
  readonly heartbeats: ReadonlyMap<string, Heartbeat>;
  readonly maintenance: ReadonlyMap<string, Maintenance>;
  readonly services: ReadonlyMap<string, Service>;
  readonly incidentTemplates: ReadonlyMap<string, IncidentTemplate>;
}

/** What the vendor does not document, decided; `alerts oncall verify` proves it for an account. */
export interface OnCallSemantics {
  /** Turns of `Nh`: elapsed time, or wall time as days and weeks. */
  readonly hourlyTurns: 'elapsed' | 'wall';
  /** Whether an override also puts the person on in hours that the rotations mask. */
  readonly overridesInMaskedHours: boolean;
  /** Whether `take: next` and `previous` look at the rotation's order alone, or at who follows on the final timeline. */
  readonly neighbours: 'rotation' | 'timeline';
  /** Whether a step asks who is on call when it fires, or when the alert opened. */
  readonly stepsAsk: 'firing' | 'opening';
  /** Whether a step that reaches nobody is waited out, or the next one fires at once. */
  readonly emptySteps: 'wait' | 'skip';
}

/** Who is called, for a whole organisation. Vendor-neutral. */
export interface OnCallModel {
  /** The project's zone: policies, `active` hours, and routing unless that names one. */
  readonly zone: string;
  readonly semantics: OnCallSemantics;
  readonly people: ReadonlyMap<string, OnCallPerson>;
  readonly squads: ReadonlyMap<string, OnCallSquad>;
}
