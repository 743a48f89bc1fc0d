import type { Account, Fields } from './account.ts';
import { isSame, type Recipient } from './blocks/recipients.ts';

/** Rotations in which it has turns, and overrides that name it, said for a message. */
export function rotationsWith(account: Account, recipient: Recipient): string[] {
  return [...account.schedules.values()].flatMap(({ name, rotations, overrides }) => [
    ...rotations
      .filter((rotation) => rotation.participants.some((one) => isSame(one, recipient)))
      .map((rotation) => `rotation [${rotation.name}] of schedule [${name}]`),
    ...overrides.filter(({ user }) => isSame(user, recipient)).map(({ alias }) => `override [${alias}] of [${name}]`),
  ]);
}

/** Escalations that tell it. */
export function escalationsWith(account: Account, recipient: Recipient, forMessage = true): string[] {
  return [...account.escalations.values()]
    .filter(({ rules }) => rules.some((rule) => isSame(rule.recipient, recipient)))
    .map(({ name }) => (forMessage ? `escalation [${name}]` : name));
}

/** Routing rules that lead to it. */
export function routingRulesWith(account: Account, recipient: Recipient): string[] {
  return [...account.routingRules.values()]
    .filter(({ notify }) => isSame(notify, recipient))
    .map(({ name, team }) => `routing rule [${name}] of team [${account.teams.get(team)?.name ?? ''}]`);
}

/** Teams of a user. */
export function teamsWith(account: Account, user: string): Fields[] {
  return [...account.teams.values()]
    .filter(({ members }) => members?.some((one) => one.user === user))
    .map(({ id, name }) => ({ id, name }));
}

/** Schedules in which a user has turns. */
export function schedulesWith(account: Account, user: string): Fields[] {
  return [...account.schedules.values()]
    .filter(({ rotations }) =>
      rotations.some(({ participants }) => participants.some((one) => isSame(one, { type: 'user', id: user }))),
    )
    .map(({ id, name, enabled }) => ({ id, name, enabled }));
}
