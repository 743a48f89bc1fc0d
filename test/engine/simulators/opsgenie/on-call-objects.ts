import type { TeamMeta } from './account.ts';
import type { Duration } from './blocks/duration.ts';
import type { Filter } from './blocks/filter.ts';
import type { Recipient } from './blocks/recipients.ts';
import type { Restriction } from './blocks/restriction.ts';

/** A member of a team, by the user's id. */
export interface Member {
  readonly user: string;
  readonly role: string;
}

/** A team. */
export interface Team {
  readonly id: string;
  name: string;
  description: string;
  members?: Member[];
}

/** A rule that says whom alerts of a team reach. Its place in the list is its `order`; the default rule is always last. */
export interface RoutingRule {
  readonly id: string;
  readonly team: string;
  readonly isDefault: boolean;
  order: number;
  name: string;
  timezone: string;
  criteria: Filter;
  timeRestriction?: Restriction;
  notify: Recipient;
}

/** Turns of participants. Instants are epoch milliseconds. */
export interface Rotation {
  readonly id: string;
  name: string;
  start: number;
  end?: number;
  type: 'hourly' | 'daily' | 'weekly';
  length: number;
  participants: Recipient[];
  timeRestriction?: Restriction;
  /** Hourly turns count hours on the wall, not hours that passed. */
  readonly onWall?: true;
}

/** Somebody else for a while, in the rotations with these ids, in all when there are none. Instants are epoch milliseconds. */
export interface Override {
  readonly alias: string;
  user: Recipient;
  start: number;
  end: number;
  rotations: string[];
}

/** A schedule; its overrides stand in the order of their creation. */
export interface Schedule {
  readonly id: string;
  name: string;
  description: string;
  timezone: string;
  enabled: boolean;
  ownerTeam?: TeamMeta;
  rotations: Rotation[];
  overrides: Override[];
}

/** A step of an escalation; the delay counts from its start. */
export interface EscalationRule {
  readonly condition: 'if-not-acked' | 'if-not-closed';
  readonly notifyType: string;
  readonly delay: Duration;
  readonly recipient: Recipient;
}

/** How often an escalation starts again; the interval is in minutes. */
export interface Repeat {
  readonly waitInterval: number;
  readonly count: number;
  readonly resetRecipientStates: boolean;
  readonly closeAlertAfterAll: boolean;
}

export interface Escalation {
  readonly id: string;
  name: string;
  description: string;
  rules: EscalationRule[];
  ownerTeam?: TeamMeta;
  repeat?: Repeat;
}

/** A policy of the account or of a team. Its place among those of its kind and scope is its `order`. */
export interface Policy {
  readonly id: string;
  readonly type: 'alert' | 'notification';
  readonly team?: string;
  order: number;
  name: string;
  policyDescription: string;
  enabled: boolean;
  filter: Filter;
  timeRestrictions?: Restriction;
  /** What it does, by the API's names. */
  settings: Readonly<Record<string, unknown>>;
}
