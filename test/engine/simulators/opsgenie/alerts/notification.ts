import type { Account, Fields } from '../account.ts';
import { minutesOf, type Duration } from '../blocks/duration.ts';
import { maintained } from '../maintenance.ts';
import type { Policy } from '../on-call-objects.ts';
import { policiesOf } from '../policies/policies.ts';
import { isInside, midnightOf, weekdayOf } from '../time/window.ts';
import { instantOfWall, wallAt } from '../time/zone.ts';
import type { Alert, Content } from './alert.ts';
import { matches } from './matching.ts';
import { reach } from './reach.ts';
import { close, note } from './state.ts';

const minute = 60_000;
const day = 86_400_000;

/** Whether a policy is on and looks at this alert now, on the account's clock. */
export function applies(account: Account, policy: Policy, content: Content): boolean {
  const state = maintained(account, 'policy', policy.id);
  if (state === undefined ? !policy.enabled : state === 'disabled') return false;
  return isInside(policy.timeRestrictions, account.now, account.timezone) && matches(account, policy.filter, content);
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** When a delay that starts now ends: after a time, or when the account's clock next shows an hour, on certain days. */
function endOfDelay(account: Account, action: Fields): number {
  const option = String(action['delayOption']);
  if (option === 'for-duration') return account.now + minutesOf(action['duration'] as Duration) * minute;
  const time = (Number(action['untilHour']) * 60 + Number(action['untilMinute'])) * minute;
  const wanted = option.replace('next-', '');
  const today = midnightOf(wallAt(account.now, account.timezone));
  for (let offset = 0; ; offset += 1) {
    const midnight = today + offset * day;
    const end = instantOfWall(midnight + time, account.timezone);
    const weekday = weekdayOf(midnight);
    const isWanted = wanted === 'time' || (wanted === 'weekday' ? weekday < 5 : weekdays[weekday] === wanted);
    if (isWanted && end > account.now) return end;
  }
}

/** Starts telling people; what an earlier run had planned is off. Teams choose their routing rule as of the creation of the alert. */
function startRun(account: Account, alert: Alert): void {
  alert.run += 1;
  const way = { account, alert, path: [], passed: [], routedAt: alert.createdAt };
  for (const responder of alert.responders) reach(way, responder);
}

/** Tells everybody anew, whoever acknowledged, every so often while the alert is open. */
function planRestarts(account: Account, alert: Alert, action: Fields): void {
  const every = minutesOf(action['duration'] as Duration) * minute;
  const start = account.now;
  for (let count = 1; count <= Number(action['maxRepeatCount']); count += 1)
    account.agenda.plan(start + count * every, () => {
      if (alert.status === 'closed') return;
      alert.acknowledged = false;
      note(account, alert, `notifications restarted, ${count}`);
      startRun(account, alert);
    });
}

/** Whether an alert occurred often enough: all in all, or lately. */
function isFrequent(account: Account, { occurrences }: Alert, action: Fields): boolean {
  const duration = action['duration'] as Duration | undefined;
  const since = duration ? account.now - minutesOf(duration) * minute : -Infinity;
  return occurrences.filter((at) => at > since).length >= Number(action['count']);
}

/**
 * What the notification policies of a team make of a new alert: of each kind the first that applies. A delay puts off everything but the choice
 * of the routing rule. https://support.atlassian.com/opsgenie/docs/create-and-manage-team-notification-policies/
 */
export function startNotifying(account: Account, alert: Alert, team: string | undefined): void {
  const policies = team === undefined ? [] : policiesOf(account, 'notification', team);
  const applying = policies.filter((policy) => applies(account, policy, alert));
  const first = (kind: string): Fields | undefined =>
    applying.find(({ settings }) => settings[kind])?.settings[kind] as Fields | undefined;
  const [closing, delay, frequency, restart] = [
    first('autoCloseAction'),
    first('delayAction'),
    first('deduplicationAction'),
    first('autoRestartAction'),
  ];
  if (closing)
    account.agenda.plan(account.now + minutesOf(closing['duration'] as Duration) * minute, () =>
      close(account, alert, 'policy'),
    );
  if (first('suppress')) return note(account, alert, 'notifications are suppressed by a policy');
  const end = delay ? endOfDelay(account, delay) : account.now;
  const begin = (): void =>
    account.agenda.plan(end, () => {
      if (alert.status === 'closed') return;
      startRun(account, alert);
      if (restart) planRestarts(account, alert, restart);
    });
  if (!frequency) return begin();
  alert.onOccurrence = () => {
    if (!isFrequent(account, alert, frequency)) return;
    delete alert.onOccurrence;
    begin();
  };
}
