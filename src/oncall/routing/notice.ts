import type { Instant } from '../model.ts';
import type { Contact } from './contact-ways.ts';
import type { Moment } from './moment.ts';

/** Somebody whom a target names. */
export interface Called {
  readonly person: string;
  readonly contact: Contact;
  /** End of the duty that makes them reachable here; undefined when it is not a duty, Infinity when it never ends. */
  readonly until?: Instant;
  /** One of several, drawn by the backend. */
  readonly candidate: boolean;
}

/** A chat channel that a target names. */
export interface CalledChannel {
  readonly squad: string;
  readonly channel: string;
}

/** What one target of one step came to. */
export interface Notice {
  readonly moment: Moment;
  /** What sent it: `escalation off-hours, step 2`. */
  readonly rule: string;
  /** Who and why: `schedule oncall, rotation weekly until Mon 30 Nov 09:00`. */
  readonly reason: string;
  readonly people: readonly Called[];
  readonly channels: readonly CalledChannel[];
  /** It enters another routing or escalation, which has notices of its own. */
  readonly enters: boolean;
  /** The squad whose routing it enters. */
  readonly squad?: string;
}
