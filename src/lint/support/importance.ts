import { isQuiet } from '../../definitions/resolve/quiet.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';

/** Whether the alert is meant to be judged now: neither disabled nor on trial. */
export function isLive(alert: ResolvedAlert): boolean {
  return !isQuiet(alert);
}

/** Whether the alert asks somebody to act: it pages, or its priority says that it cannot wait. */
export function asksForAction(alert: ResolvedAlert): boolean {
  return alert.pages || (isLive(alert) && isUrgentOrTicket(alert.priority));
}

function isUrgentOrTicket(priority: string): boolean {
  return priority === 'P1' || priority === 'P2' || priority === 'P3';
}

/** P1 and P2: somebody is called at any hour. */
export function isUrgent(priority: string): boolean {
  return priority === 'P1' || priority === 'P2';
}
