import type { Account, Fields } from '../account.ts';
import { minutesOf } from '../blocks/duration.ts';
import { nameOf, type Recipient } from '../blocks/recipients.ts';
import type { EscalationRule } from '../on-call-objects.ts';
import { routingRulesOf } from '../teams/routing-rules.ts';
import { onCallAt, turnsAway, type Cell } from './cells.ts';
import { isInside } from './window.ts';

/** A participant with those who stand behind it, as the API shows it. */
export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly onCallParticipants?: readonly Participant[];
  readonly forwardedFrom?: Fields;
  readonly escalationTime?: number;
  readonly notifyType?: string;
}

/** How deep teams, escalations and schedules may lead into each other before it is taken for a circle. */
const deepest = 6;

/** Where a team's alerts go that no rule asks anything of: the first rule without conditions whose hours hold. */
function routeOf(account: Account, team: string, instant: number): Recipient | undefined {
  return routingRulesOf(account, team).find(
    ({ criteria, timeRestriction, timezone }) =>
      criteria.type === 'match-all' && isInside(timeRestriction, instant, timezone),
  )?.notify;
}

function targetsOf(account: Account, { recipient, notifyType }: EscalationRule, instant: number): Cell[] {
  const schedule = recipient.type === 'schedule' ? account.schedules.get(recipient.id) : undefined;
  if (!schedule || notifyType === 'default') return [{ recipient, type: 'default' }];
  const away = notifyType === 'next' ? 1 : -1;
  return turnsAway(schedule, instant, away).map((one) => ({ recipient: one, type: 'default' }));
}

/** The members of an escalation's rules, each with its time and way of notifying. */
function behindEscalation(account: Account, id: string, instant: number, depth: number): Participant[] {
  return (account.escalations.get(id)?.rules ?? []).flatMap((rule) =>
    targetsOf(account, rule, instant).map((cell) => ({
      ...participantOf(account, cell, instant, depth),
      escalationTime: minutesOf(rule.delay),
      notifyType: rule.notifyType,
    })),
  );
}

function behind(account: Account, { type, id }: Recipient, instant: number, depth: number): Participant[] {
  if (type === 'escalation') return behindEscalation(account, id, instant, depth);
  const schedule = account.schedules.get(id);
  if (schedule) return onCallAt(account, schedule, instant).map((cell) => participantOf(account, cell, instant, depth));
  const route = type === 'team' ? routeOf(account, id, instant) : undefined;
  return route && route.type !== 'none'
    ? [participantOf(account, { recipient: route, type: 'default' }, instant, depth)]
    : [];
}

/** Somebody on call, with those behind a team or an escalation. */
export function participantOf(account: Account, cell: Cell, instant: number, depth = 0): Participant {
  const { recipient, forwardedFrom } = cell;
  const { type, id } = recipient;
  const name = nameOf(account, recipient);
  const from = forwardedFrom && { id: forwardedFrom.id, name: nameOf(account, forwardedFrom), type: 'user' };
  if (type === 'user') return { id, name, type, ...(from ? { forwardedFrom: from } : {}) };
  if (depth >= deepest) return { id, name, type };
  return { id, name, type, onCallParticipants: behind(account, recipient, instant, depth + 1) };
}

function peopleIn({ id, type, onCallParticipants = [] }: Participant): string[] {
  return type === 'user' ? [id] : onCallParticipants.flatMap(peopleIn);
}

/** Ids of the users behind a recipient, once each. */
export function peopleOf(account: Account, recipient: Recipient, instant: number): string[] {
  return [...new Set(peopleIn(participantOf(account, { recipient, type: 'default' }, instant)))];
}
