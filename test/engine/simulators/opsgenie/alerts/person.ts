import type { Account } from '../account.ts';
import { forwardedAt } from '../time/cells.ts';
import { isInside } from '../time/window.ts';
import { rulesFor } from '../users/notification-rules.ts';
import type { Contact, NotificationRule, Step, User } from '../users/user.ts';
import type { Alert } from './alert.ts';
import { matches } from './matching.ts';
import { note } from './state.ts';

const minute = 60_000;

/** The first rule for new alerts whose criteria and hours, in the user's zone, hold. */
function ruleFor(account: Account, user: User, alert: Alert): NotificationRule | undefined {
  return rulesFor(account, user.id, 'create-alert').find(
    ({ enabled, criteria, timeRestriction }) =>
      enabled && isInside(timeRestriction, account.now, user.timeZone) && matches(account, criteria, alert),
  );
}

/** Contacts that a step goes to, as far as they are on. */
function contactsOf(account: Account, user: User, { method, to }: Step): Contact[] {
  return [...account.contacts.values()].filter(
    (one) => one.user === user.id && one.method === method && one.to === to && one.enabled,
  );
}

interface Telling {
  readonly account: Account;
  readonly alert: Alert;
  readonly user: User;
  readonly rule: NotificationRule;
  readonly reason: string;
  readonly isOver: () => boolean;
}

function send({ account, alert, user, rule, reason }: Telling, step: Step, number: number): void {
  const { id, alias, message, priority } = alert;
  for (const { method, to } of contactsOf(account, user, step)) {
    const at = new Date(account.now).toISOString();
    const how = { person: user.username, channel: method, to, rule: rule.name, step: number };
    account.pages.push({ at, alertId: id, alias, message, priority, ...how, reason });
  }
}

/** Plans the steps of a rule and, where it repeats them, the next round after the last. */
function planSteps(telling: Telling): void {
  const { account, rule, isOver } = telling;
  const { steps, loopAfter } = rule;
  const start = account.now;
  for (const [index, step] of steps.entries()) {
    if (!step.enabled) continue;
    account.agenda.plan(start + step.minutes * minute, () => {
      if (!isOver()) send(telling, step, index + 1);
    });
  }
  if (loopAfter === undefined) return;
  const last = Math.max(0, ...steps.map(({ minutes }) => minutes));
  account.agenda.plan(start + (last + loopAfter) * minute, () => {
    if (!isOver()) planSteps(telling);
  });
}

/** Whether this user was told of this alert in this very moment already. */
function isTold(account: Account, alert: Alert, user: User): boolean {
  const before = alert.told.get(user.id);
  alert.told.set(user.id, account.now);
  return before === account.now;
}

/** Tells a user, or whoever gets that user's messages, by the rules of that person. An acknowledgement, a closure or a restart ends it. */
export function tell(account: Account, alert: Alert, id: string, path: readonly string[]): void {
  const to = forwardedAt(account, { type: 'user', id }, account.now)?.id ?? id;
  const user = account.users.get(to);
  if (!user || user.blocked) return;
  const from = to === id ? [] : [`forwarded from ${account.users.get(id)?.username ?? id}`];
  if (isTold(account, alert, user)) return;
  const rule = ruleFor(account, user, alert);
  if (!rule) return note(account, alert, `[${user.username}] has no notification rule that matches`);
  const { quietings, run } = alert;
  const isOver = (): boolean => alert.status === 'closed' || alert.quietings !== quietings || alert.run !== run;
  planSteps({ account, alert, user, rule, reason: [...path, ...from].join(' → '), isOver });
}
