import type { Account } from '../account.ts';
import type { Alert } from './alert.ts';

/** Writes to the alert's log. */
export function note(account: Account, alert: Alert, text: string): void {
  alert.log.push({ at: account.now, text });
  alert.updatedAt = account.now;
}

/** Stops whoever is being notified; steps that wait for an acknowledgement do not fire any more. */
export function acknowledge(account: Account, alert: Alert, by: string): void {
  if (alert.status === 'closed' || alert.acknowledged) return;
  alert.acknowledged = true;
  alert.acknowledgedAt = account.now;
  alert.acknowledgedBy = by;
  alert.owner = by;
  alert.quietings += 1;
  note(account, alert, `acknowledged by [${by}]`);
}

export function unacknowledge(account: Account, alert: Alert, by: string): void {
  if (alert.status === 'closed' || !alert.acknowledged) return;
  alert.acknowledged = false;
  note(account, alert, `acknowledgement taken back by [${by}]`);
}

/** The end of an alert; its alias is free for another. */
export function close(account: Account, alert: Alert, by: string): void {
  if (alert.status === 'closed') return;
  alert.status = 'closed';
  alert.closedAt = account.now;
  alert.closedBy = by;
  alert.quietings += 1;
  note(account, alert, `closed by [${by}]`);
}

/** The open alert with an alias. */
export function openWith(account: Account, alias: string): Alert | undefined {
  return [...account.alerts.values()].findLast((one) => one.status === 'open' && one.alias === alias);
}
