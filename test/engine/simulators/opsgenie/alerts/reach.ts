import type { Account } from '../account.ts';
import { minutesOf } from '../blocks/duration.ts';
import { nameOf, type Recipient } from '../blocks/recipients.ts';
import type { Escalation, EscalationRule, Schedule, Team } from '../on-call-objects.ts';
import { routingRulesOf } from '../teams/routing-rules.ts';
import { onDutyAt, turnsAway } from '../time/cells.ts';
import { isInside } from '../time/window.ts';
import type { Alert } from './alert.ts';
import { matches } from './matching.ts';
import { tell } from './person.ts';
import { close, note } from './state.ts';

const minute = 60_000;

/** A way from an alert to people: what was passed so far, for the reason and against circles. */
interface Way {
  readonly account: Account;
  readonly alert: Alert;
  readonly path: readonly string[];
  readonly passed: readonly string[];
  /** When teams choose their routing rule; now unless said. */
  readonly routedAt?: number;
}

function on(way: Way, ...steps: readonly string[]): Way {
  return { ...way, path: [...way.path, ...steps] };
}

/**
 * The first routing rule whose criteria and hours, in its own zone, hold; the default rule always does. It is chosen when an alert is created
 * for a team, or when the team is added: https://support.atlassian.com/opsgenie/docs/configure-a-team-dashboard/
 */
function throughTeam(way: Way, team: Team): void {
  const { account, alert, routedAt = account.now } = way;
  const rule = routingRulesOf(account, team.id).find(
    ({ criteria, timeRestriction, timezone, isDefault }) =>
      isDefault || (isInside(timeRestriction, routedAt, timezone) && matches(account, criteria, alert)),
  );
  const name = rule?.name || `#${(rule?.order ?? 0) + 1}`;
  if (!rule || rule.notify.type === 'none')
    return note(account, alert, `routing rule [${name}] of team [${team.name}] notifies nobody`);
  reach(on(way, `team [${team.name}]`, `routing rule [${name}]`), rule.notify);
}

/** Those on duty, or whose turn comes next or was before, as it is when the step fires. */
function throughSchedule(way: Way, schedule: Schedule, notifyType: string): void {
  const { account, alert } = way;
  const recipients =
    notifyType === 'default'
      ? onDutyAt(schedule, account.now).map(({ recipient }) => recipient)
      : turnsAway(schedule, account.now, notifyType === 'next' ? 1 : -1, account.maskedNeighbours);
  const said = `schedule [${schedule.name}]${notifyType === 'default' ? '' : ` ${notifyType}`}`;
  if (recipients.length === 0) note(account, alert, `nobody is on call in ${said}`);
  for (const recipient of recipients) reach(on(way, said), recipient);
}

/** Members of a team, past its routing rules. */
function throughMembers(way: Way, team: Team, notifyType: string): void {
  const { members = [] } = team;
  const chosen = {
    users: members.filter(({ role }) => role !== 'admin'),
    admins: members.filter(({ role }) => role === 'admin'),
    random: members.slice(...oneOf(members.length, way.account.random())),
  }[notifyType];
  const said = `${notifyType} of team [${team.name}]`;
  for (const { user } of chosen ?? members) tell(way.account, way.alert, user, [...way.path, said]);
}

function oneOf(length: number, random: number): [number, number] {
  const index = Math.min(length - 1, Math.floor(random * length));
  return [Math.max(0, index), index + 1];
}

function fire(way: Way, { condition, notifyType, recipient }: EscalationRule): void {
  if (condition === 'if-not-acked' && way.alert.acknowledged) return;
  const { account } = way;
  const schedule = recipient.type === 'schedule' ? account.schedules.get(recipient.id) : undefined;
  const team = recipient.type === 'team' ? account.teams.get(recipient.id) : undefined;
  if (schedule) return throughSchedule(way, schedule, notifyType);
  if (team && notifyType !== 'default') return throughMembers(way, team, notifyType);
  reach(way, recipient);
}

/** Steps count from the start of the round; after the last one and the interval comes the next round, or the end. */
function startRound({ account, alert, path, passed }: Way, escalation: Escalation, round: number): void {
  const way = { account, alert, path, passed };
  const { rules, repeat, name } = escalation;
  const { run } = alert;
  const start = account.now;
  const later = (minutes: number, act: () => void): void =>
    account.agenda.plan(start + minutes * minute, () => {
      if (alert.status === 'open' && alert.run === run) act();
    });
  const inOrder = [...rules].sort((a, b) => minutesOf(a.delay) - minutesOf(b.delay));
  for (const rule of inOrder) {
    const said = `escalation [${name}] step ${rules.indexOf(rule) + 1} after ${minutesOf(rule.delay)} min`;
    later(minutesOf(rule.delay), () => fire(on(way, round === 0 ? said : `${said}, repetition ${round}`), rule));
  }
  if (!repeat) return;
  const end = Math.max(...rules.map(({ delay }) => minutesOf(delay))) + repeat.waitInterval;
  later(end, () => {
    if (round === repeat.count)
      return void (repeat.closeAlertAfterAll && close(account, alert, `escalation [${name}]`));
    if (repeat.resetRecipientStates) alert.acknowledged = false;
    startRound(way, escalation, round + 1);
  });
}

/** Takes an alert on to a responder. A team or an escalation that was passed on the way is not entered again. */
export function reach(way: Way, recipient: Recipient): void {
  const { account, alert } = way;
  const { type, id } = recipient;
  if (type === 'user') return tell(account, alert, id, way.path);
  const key = `${type} ${id}`;
  if (way.passed.includes(key))
    return note(account, alert, `${type} [${nameOf(account, recipient)}] leads back to itself`);
  const next = { ...way, passed: [...way.passed, key] };
  const [team, schedule, escalation] = [account.teams.get(id), account.schedules.get(id), account.escalations.get(id)];
  if (team) throughTeam(next, team);
  if (schedule) throughSchedule(next, schedule, 'default');
  if (escalation) startRound(next, escalation, 0);
}
