import type { ResolvedAlert } from '../definitions/types.ts';
import type { Seconds } from '../definitions/values/duration.ts';
import type { Notice } from './notices.ts';

/** One contact of one person, or one message in a channel. */
export interface Contact {
  /** `ana`, `channel:incidents`. */
  readonly name: string;
  /** Since the page. */
  readonly after: Seconds;
  /** `email`, `sms`, `voice`, `mobile`; absent for channels. */
  readonly by?: string;
}

/** What becomes of a page. */
export interface Reached {
  /** The squads that it goes through, its own first. */
  readonly squads: readonly string[];
  /** After the squad's policies. */
  readonly priority: string;
  readonly title: string;
  /** In order. */
  readonly contacts: readonly Contact[];
  /** Why nobody is called. */
  readonly unreached?: string;
}

/**
 * What becomes of a page; asked for `on-call` targets only. `instant` is in milliseconds since 1970. Undefined when nothing can say who is
 * on call: expectations about people are then not decidable.
 */
export type Reach = (alert: ResolvedAlert, instant: number, notice: Notice) => Reached | undefined;

/** Whom a notice reaches by its targets alone: `on-call`, `channel:name`. */
export function targetNames(notice: Notice): string[] {
  return notice.targets.map((target) => (target === 'on-call' ? 'on-call' : `channel:${target.channel}`));
}

/** Whether a name in `notifies` is decided by the alert's targets. */
export function isTargetName(name: string): boolean {
  return name === 'on-call' || name.startsWith('channel:');
}

/** Names of whom a page reaches at once: people, channels of escalations, squads. */
export function namesAtOnce({ contacts, squads }: Reached): string[] {
  const names = contacts.filter(({ after }) => after === 0).map(({ name }) => name);
  return [...new Set([...names, ...squads.map((squad) => `squad:${squad}`)])];
}

/** A name as contacts have it: `person:ana` is `ana`. */
export function contactName(written: string): string {
  return written.startsWith('person:') ? written.slice('person:'.length) : written;
}
