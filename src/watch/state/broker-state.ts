import type { Seconds } from '../../definitions/values/duration.ts';
import type { GroupValues } from '../../queue-monitor/selection.ts';
import type { Track } from '../../queue-monitor/track.ts';

/** What an alert may have open at the on-call backend: who hears of each differs. */
export type Opening = 'critical' | 'warning' | 'no-data';

/** One queue, node, or all together, of an alert. */
export interface GroupState {
  readonly group: GroupValues;
  readonly track: Track;
  /** What was decided to be open. */
  readonly open: readonly Opening[];
  /** By which alias the backend knows what was opened before the alert was renamed. */
  readonly aliases?: Readonly<Partial<Record<Opening, string>>>;
}

/** What an on-call backend is told when an alert opens. */
export interface AlertText {
  readonly message: string;
  readonly description: string;
  readonly priority: string;
  readonly tags: readonly string[];
  readonly details: Readonly<Record<string, string>>;
  readonly entity: string;
  /** Squads that are called; none for what only channels hear of. */
  readonly squads: readonly string[];
}

/** Something that the backend has to be told. It stays until the backend has confirmed it. */
export interface Order {
  /** Tells this decision from every other. */
  readonly id: string;
  readonly alias: string;
  /** ISO instant of the decision. */
  readonly decided: string;
  readonly open?: AlertText;
  /** Why it is closed. */
  readonly close?: string;
  /** Whether the backend may have been told already: it is asked first. */
  readonly doubtful: boolean;
}

/** Everything that outlives a process, of one broker. */
export interface BrokerState {
  readonly version: 1;
  /** When the broker was last looked at; nothing before it is evaluated again. */
  readonly at: Seconds;
  /** Groups by alert identity and key of the group. */
  readonly alerts: Readonly<Record<string, Readonly<Record<string, GroupState>>>>;
  /** Since when something cannot be seen, and for which reasons an alert is open about that. */
  readonly unseenSince?: Seconds;
  readonly troubles: readonly string[];
  /** Identities of alerts that the last complete look found nothing for. */
  readonly empty?: readonly string[];
  /** Orders that wait, oldest first. */
  readonly outbox: readonly Order[];
  /** Numbers orders. */
  readonly next: number;
}

/** The state of a broker that was never looked at. */
export const emptyState: BrokerState = { version: 1, at: 0, alerts: {}, troubles: [], outbox: [], next: 1 };
