import type { Account } from '../account.ts';
import { isSame, type Recipient } from '../blocks/recipients.ts';
import type { Override, Rotation, Schedule } from '../on-call-objects.ts';
import { turnHolder } from './turns.ts';
import { isInside } from './window.ts';

/** Who answers for a rotation at an instant, and why. */
export interface Cell {
  readonly recipient: Recipient;
  readonly type: 'default' | 'override' | 'forwarding';
  /** Who would have answered, for a forwarding. */
  readonly forwardedFrom?: Recipient;
}

/** Whoever's turn it is, within the hours of the rotation. `none` is nobody. */
export function baseCell(schedule: Schedule, rotation: Rotation, instant: number): Cell | undefined {
  const { timezone, enabled } = schedule;
  if (!enabled) return undefined;
  const recipient = turnHolder(rotation, instant, timezone);
  if (!recipient || recipient.type === 'none') return undefined;
  return isInside(rotation.timeRestriction, instant, timezone) ? { recipient, type: 'default' } : undefined;
}

/** The override that counts for a rotation, or for the schedule as such: of several the one that was created last. */
export function overrideAt(schedule: Schedule, rotation: string | undefined, instant: number): Override | undefined {
  return schedule.overrides.findLast(({ start, end, rotations }) => {
    const concerns = rotations.length === 0 || (rotation !== undefined && rotations.includes(rotation));
    return start <= instant && instant < end && concerns;
  });
}

/** The rule that sends a user's messages to somebody else. The last one that was created counts; rules do not follow each other. */
export function forwardedAt(account: Account, recipient: Recipient, instant: number): Recipient | undefined {
  if (recipient.type !== 'user') return undefined;
  const rule = [...account.forwardingRules.values()].findLast(
    ({ from, start, end }) => from === recipient.id && start <= instant && instant < end,
  );
  return rule && { type: 'user', id: rule.to };
}

function forwarded(account: Account, cell: Cell | undefined, instant: number): Cell | undefined {
  const to = cell && forwardedAt(account, cell.recipient, instant);
  return to ? { recipient: to, type: 'forwarding', forwardedFrom: cell.recipient } : cell;
}

/** The override's person in place of the turn's, masked hours or not. */
export function overriddenCell(schedule: Schedule, rotation: Rotation, instant: number): Cell | undefined {
  const override = schedule.enabled ? overrideAt(schedule, rotation.id, instant) : undefined;
  if (!override) return baseCell(schedule, rotation, instant);
  return override.user.type === 'none' ? undefined : { recipient: override.user, type: 'override' };
}

/** Turn, then override, then forwarding. */
export function finalCell(account: Account, schedule: Schedule, rotation: Rotation, instant: number): Cell | undefined {
  return forwarded(account, overriddenCell(schedule, rotation, instant), instant);
}

/** An override of the whole schedule counts also where there is no rotation that it could stand in. */
function bareOverride(schedule: Schedule, instant: number): Cell | undefined {
  if (!schedule.enabled || schedule.rotations.length > 0) return undefined;
  const user = overrideAt(schedule, undefined, instant)?.user;
  return user && user.type !== 'none' ? { recipient: user, type: 'override' } : undefined;
}

function onceEach(cells: readonly (Cell | undefined)[]): Cell[] {
  const all = cells.filter((cell) => cell !== undefined);
  return all.filter((cell, index) => all.findIndex((one) => isSame(one.recipient, cell.recipient)) === index);
}

/** Everybody who has duty at an instant, once each, in the order of the rotations, before messages are forwarded. */
export function onDutyAt(schedule: Schedule, instant: number): Cell[] {
  const cells = schedule.rotations.map((rotation) => overriddenCell(schedule, rotation, instant));
  return onceEach([...cells, bareOverride(schedule, instant)]);
}

/** Everybody who is on call at an instant, once each, in the order of the rotations. */
export function onCallAt(account: Account, schedule: Schedule, instant: number): Cell[] {
  return onceEach(onDutyAt(schedule, instant).map((cell) => forwarded(account, cell, instant)));
}

/** Holders of the next or previous turns, in the order of the rotations and once each, without a look at overrides; masked hours or not. */
export function turnsAway(schedule: Schedule, instant: number, away: -1 | 1, isMaskedToo = true): Recipient[] {
  if (!schedule.enabled) return [];
  const all = schedule.rotations
    .filter(({ timeRestriction }) => isMaskedToo || isInside(timeRestriction, instant, schedule.timezone))
    .map((rotation) => turnHolder(rotation, instant, schedule.timezone, away))
    .filter((one): one is Recipient => one !== undefined && one.type !== 'none');
  return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
}
