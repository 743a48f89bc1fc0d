import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { isSame, shownRecipient } from '../blocks/recipients.ts';
import type { Rotation, Schedule } from '../on-call-objects.ts';
import { dateIn, invalid } from '../refusal.ts';
import { ok, type Call } from '../routes.ts';
import { meta, scheduleOf } from '../schedules/schedules.ts';
import { baseCell, finalCell, overriddenCell, type Cell } from './cells.ts';
import { peopleOf } from './participants.ts';
import { instantOfWall, wallAt } from './zone.ts';

const minute = 60_000;
const day = 86_400_000;

/** A stretch of time over which a cell does not change. */
export interface Period {
  readonly start: number;
  readonly end: number;
  readonly cell: Cell;
}

function isSameCell(one: Cell | undefined, other: Cell | undefined): boolean {
  if (!one || !other) return one === other;
  const [a, b] = [one.forwardedFrom, other.forwardedFrom];
  const sameOrigin = a && b ? isSame(a, b) : a === b;
  return isSame(one.recipient, other.recipient) && one.type === other.type && sameOrigin;
}

/** Looks at every minute of a span and puts equal neighbours together. */
export function periodsOf(at: (instant: number) => Cell | undefined, start: number, end: number): Period[] {
  const periods: Period[] = [];
  let since = start;
  let cell = at(start);
  for (let instant = start + minute; instant <= end; instant += minute) {
    const next = instant < end ? at(instant) : undefined;
    if (instant < end && isSameCell(cell, next)) continue;
    if (cell) periods.push({ start: since, end: Math.min(instant, end), cell });
    [since, cell] = [instant, next];
  }
  return periods;
}

type Layer = (rotation: Rotation, instant: number) => Cell | undefined;

function only(type: Cell['type'], cell: Cell | undefined): Cell | undefined {
  return cell?.type === type ? cell : undefined;
}

/** The layers of a timeline by the names of the answer. */
function layersOf(account: Account, schedule: Schedule): Readonly<Record<string, Layer>> {
  return {
    finalTimeline: (rotation, instant) => finalCell(account, schedule, rotation, instant),
    baseTimeline: (rotation, instant) => baseCell(schedule, rotation, instant),
    overrideTimeline: (rotation, instant) => only('override', overriddenCell(schedule, rotation, instant)),
    forwardingTimeline: (rotation, instant) => only('forwarding', finalCell(account, schedule, rotation, instant)),
  };
}

function shownPeriod(account: Account, { start, end, cell }: Period): Fields {
  const { recipient, type, forwardedFrom } = cell;
  const { username, name, ...rest } = shownRecipient(account, recipient);
  return {
    startDate: new Date(start).toISOString(),
    endDate: new Date(end).toISOString(),
    type,
    ...(forwardedFrom ? { fromUser: account.users.get(forwardedFrom.id)?.username } : {}),
    recipient: { ...rest, name: username ?? name },
    flattenedRecipients: peopleOf(account, recipient, start).map((person) => {
      return { id: person, type: 'user', name: account.users.get(person)?.username };
    }),
  };
}

/** Days, weeks and months are those of the schedule's calendar. */
function endOf(start: number, interval: number, unit: string, zone: string): number {
  const wall = wallAt(start, zone);
  if (unit !== 'months') return instantOfWall(wall + interval * (unit === 'days' ? 1 : 7) * day, zone);
  const date = new Date(wall);
  const months = date.getUTCMonth() + interval;
  const last = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const end = new Date(wall);
  end.setUTCFullYear(date.getUTCFullYear(), months, Math.min(date.getUTCDate(), last));
  return instantOfWall(end.getTime(), zone);
}

/** The date that a query names, else now, as whole minute. */
export function dateOf({ account, query }: Call): number {
  const date = query.get('date');
  // A plus that was not escaped arrives as a space.
  const instant = date === null ? undefined : dateIn({ date: date.replace(' ', '+') }, 'date');
  return instant ?? account.now - (account.now % minute);
}

const expandable = ['base', 'forwarding', 'override'];

function expandedIn({ query }: Call): string[] {
  const expand = (query.get('expand') ?? '').split(',').filter(Boolean);
  const unknown = expand.find((one) => !expandable.includes(one));
  return unknown === undefined ? expand : invalid('expand', `[${unknown}] must be one of ${expandable.join(', ')}`);
}

/** https://docs.opsgenie.com/docs/schedule-api, get schedule timeline */
export function timeline(call: Call): Reply {
  const { account, query } = call;
  const schedule = scheduleOf(call);
  const unit = query.get('intervalUnit') ?? 'weeks';
  if (!['days', 'weeks', 'months'].includes(unit)) invalid('intervalUnit', 'must be one of days, weeks, months');
  const interval = Number(query.get('interval') ?? 1);
  if (!Number.isInteger(interval) || interval < 1) invalid('interval', 'must be a positive whole number');
  const start = dateOf(call);
  const end = endOf(start, interval, unit, schedule.timezone);
  const wanted = ['finalTimeline', ...expandedIn(call).map((name) => `${name}Timeline`)];
  const layers = layersOf(account, schedule);
  const shown = wanted.map((name) => {
    const rotations = schedule.rotations.map((rotation, order) => {
      const periods = periodsOf((instant) => layers[name]?.(rotation, instant), start, end);
      return { id: rotation.id, name: rotation.name, order, periods: periods.map((one) => shownPeriod(account, one)) };
    });
    return [name, { rotations }] as const;
  });
  const { description, ownerTeam } = schedule;
  const [startDate, endDate] = [start, end].map((instant) => new Date(instant).toISOString());
  const about = { _parent: meta(schedule), description, ...(ownerTeam ? { ownerTeam } : {}), startDate, endDate };
  return ok({ ...about, ...Object.fromEntries(shown) }, { expandable });
}
