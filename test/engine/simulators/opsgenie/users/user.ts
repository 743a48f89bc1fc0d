import type { Filter } from '../blocks/filter.ts';
import type { Recipient } from '../blocks/recipients.ts';
import type { Restriction } from '../blocks/restriction.ts';

/** A person who may be paged. */
export interface User {
  readonly id: string;
  username: string;
  fullName: string;
  role: string;
  timeZone: string;
  locale: string;
  skypeUsername: string;
  tags: string[];
  details: Readonly<Record<string, readonly string[]>>;
  userAddress: Readonly<Record<string, string>>;
  blocked: boolean;
  readonly createdAt: number;
}

/** A way to reach a user. */
export interface Contact {
  readonly id: string;
  readonly user: string;
  readonly method: 'email' | 'sms' | 'voice' | 'mobile';
  to: string;
  enabled: boolean;
}

/** A message that a notification rule sends, so many minutes after the event. */
export interface Step {
  readonly id: string;
  method: string;
  to: string;
  minutes: number;
  enabled: boolean;
}

/** Which messages a user gets for an event. Its place among those of the event is its `order`; the default rule is last. */
export interface NotificationRule {
  readonly id: string;
  readonly user: string;
  readonly actionType: string;
  readonly isDefault: boolean;
  order: number;
  name: string;
  enabled: boolean;
  criteria: Filter;
  timeRestriction?: Restriction;
  notificationTime: string[];
  schedules: Recipient[];
  steps: Step[];
  /** Minutes after which the steps start again. */
  loopAfter?: number;
}
