import type { Notify, ResolvedAlert } from '../../definitions/types.ts';

/** Whether a transition of the alert calls whoever is on call. */
export function pagesOn(alert: ResolvedAlert, transition: keyof Notify = 'critical'): boolean {
  return alert.pages && alert.notify[transition].includes('on-call');
}
