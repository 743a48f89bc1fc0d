import type { ResolvedAlert } from '../definitions/types.ts';
import type { Notice } from './notices.ts';

/**
 * Who is reached by a page, as names like `person:ana`; asked for `on-call` targets only. `instant` is in milliseconds since 1970. Undefined
 * when nothing can say who is on call: expectations about people are then not decidable.
 */
export type Reach = (alert: ResolvedAlert, instant: number, notice: Notice) => readonly string[] | undefined;

/** Whom a notice reaches by its targets alone: `on-call`, `channel:name`. */
export function targetNames(notice: Notice): string[] {
  return notice.targets.map((target) => (target === 'on-call' ? 'on-call' : `channel:${target.channel}`));
}

/** Whether a name in `notifies` is decided by the alert's targets. */
export function isTargetName(name: string): boolean {
  return name === 'on-call' || name.startsWith('channel:');
}
