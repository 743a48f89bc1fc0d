import type { ResolvedAlert } from '../types.ts';

/** Whether nobody is told, whatever `notify` says: the alert is disabled or on trial. */
export function isQuiet({ disabled, shadowUntil }: Pick<ResolvedAlert, 'disabled' | 'shadowUntil'>): boolean {
  return disabled !== undefined || shadowUntil !== undefined;
}
