import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { isSame } from '../blocks/recipients.ts';
import type { Schedule } from '../on-call-objects.ts';
import { invalid } from '../refusal.ts';
import { ok, route, type Call, type Route } from '../routes.ts';
import { meta, scheduleOf } from '../schedules/schedules.ts';
import { finalCell, onCallAt, turnsAway, type Cell } from './cells.ts';
import { participantOf, peopleOf } from './participants.ts';
import { dateOf, timeline } from './timeline.ts';

const minute = 60_000;
const day = 86_400_000;

/** How far ahead the next person on the final timeline is looked for. */
const horizon = 92 * day;

function isFlat({ query }: Call): boolean {
  const flat = query.get('flat') ?? 'false';
  return ['true', 'false'].includes(flat) ? flat === 'true' : invalid('flat', 'must be true or false');
}

function usernames(account: Account, cells: readonly Cell[], instant: number): string[] {
  const people = cells.flatMap(({ recipient }) => peopleOf(account, recipient, instant));
  return [...new Set(people)].map((id) => account.users.get(id)?.username ?? '');
}

function onCalls(account: Account, schedule: Schedule, instant: number, flat: boolean): Fields {
  const cells = onCallAt(account, schedule, instant);
  return {
    _parent: meta(schedule),
    ...(flat
      ? { onCallRecipients: usernames(account, cells, instant) }
      : { onCallParticipants: cells.map((cell) => participantOf(account, cell, instant)) }),
  };
}

/** For each rotation whoever comes after the present one on the final timeline, minute by minute; nobody when that is far away. */
function exactNext(account: Account, schedule: Schedule, instant: number): Cell[] {
  const found = schedule.rotations.map((rotation) => {
    const now = finalCell(account, schedule, rotation, instant);
    let wasFree = now === undefined;
    for (let at = instant + minute; at <= instant + horizon; at += minute) {
      const cell = finalCell(account, schedule, rotation, at);
      if (cell && (wasFree || (now && !isSame(cell.recipient, now.recipient)))) return cell;
      wasFree ||= cell === undefined;
    }
    return undefined;
  });
  const cells = found.filter((cell) => cell !== undefined);
  return cells.filter((cell, index) => cells.findIndex((one) => isSame(one.recipient, cell.recipient)) === index);
}

/** In the order of the rotation, and as it really comes: the two differ where hours are masked or somebody stands in. */
function nextOnCalls(call: Call): Reply {
  const { account } = call;
  const schedule = scheduleOf(call);
  const instant = dateOf(call);
  const next = turnsAway(schedule, instant, 1).map((recipient): Cell => ({ recipient, type: 'default' }));
  const exact = exactNext(account, schedule, instant);
  const shown = (cells: readonly Cell[]): unknown[] => cells.map((cell) => participantOf(account, cell, instant));
  return ok({
    _parent: meta(schedule),
    ...(isFlat(call)
      ? {
          nextOnCallParticipants: usernames(account, next, instant),
          exactNextOnCallParticipants: usernames(account, exact, instant),
        }
      : { nextOnCallRecipients: shown(next), exactNextOnCallRecipients: shown(exact) }),
  });
}

/** https://docs.opsgenie.com/docs/who-is-on-call-api */
export const timeRoutes: readonly Route[] = [
  route('GET', '/v2/schedules/on-calls', (call) => {
    const schedules = call.account.listed(call.account.schedules.values());
    return ok(schedules.map((one) => onCalls(call.account, one, dateOf(call), isFlat(call))));
  }),
  route('GET', '/v2/schedules/:id/on-calls', (call) =>
    ok(onCalls(call.account, scheduleOf(call), dateOf(call), isFlat(call))),
  ),
  route('GET', '/v2/schedules/:id/next-on-calls', nextOnCalls),
  route('GET', '/v2/schedules/:id/timeline', timeline),
];
