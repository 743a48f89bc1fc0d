import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { recipientsIn, shownRecipient, type Recipient } from '../blocks/recipients.ts';
import { restrictionIn } from '../blocks/restriction.ts';
import type { Rotation, Schedule } from '../on-call-objects.ts';
import { choiceIn, dateIn, fieldsOf, integerIn, invalid, textIn } from '../refusal.ts';
import { created, deleted, missing, ok, route, updated, type Call, type Route } from '../routes.ts';
import { meta, scheduleOf } from './schedules.ts';

const known = ['name', 'startDate', 'endDate', 'type', 'length', 'participants', 'timeRestriction'];
const minute = 60_000;

/** A date on the half hour: minutes become the nearer of 0 and 30. */
function halfHourIn(fields: Fields, name: string): number | undefined {
  const instant = dateIn(fields, name);
  if (instant === undefined) return undefined;
  const past = new Date(instant).getUTCMinutes();
  return instant + ((past < 15 ? 0 : 30) - past) * minute;
}

function participantsIn(account: Account, fields: Fields): Recipient[] | undefined {
  const list = recipientsIn(account, fields, 'participants', ['user', 'team', 'escalation', 'none'], 1000);
  return list?.length === 0 ? invalid('participants', 'may not be empty') : list;
}

/** What a request says about a rotation; what it leaves out stays. */
function apply(account: Account, fields: Fields, rotation: Rotation): void {
  const end = halfHourIn(fields, 'endDate') ?? rotation.end;
  const start = halfHourIn(fields, 'startDate') ?? rotation.start;
  if (end !== undefined && end <= start) invalid('endDate', 'must be after startDate');
  const timeRestriction = restrictionIn(fields, 'timeRestriction');
  Object.assign(rotation, {
    name: textIn(fields, 'name', 512) ?? rotation.name,
    start,
    ...(end === undefined ? {} : { end }),
    type: choiceIn(fields, 'type', ['hourly', 'daily', 'weekly']) ?? rotation.type,
    length: integerIn(fields, 'length', 1, 10_000) ?? rotation.length,
    participants: participantsIn(account, fields) ?? rotation.participants,
    ...(timeRestriction ? { timeRestriction } : {}),
  });
}

/** A rotation from a request; `index` is its place among those of the schedule. */
export function newRotation(account: Account, body: unknown, index: number): Rotation {
  const fields = fieldsOf(body, known);
  for (const name of ['startDate', 'type', 'participants'])
    if (fields[name] === undefined || fields[name] === null) invalid(name, 'may not be empty');
  const rotation: Rotation = {
    id: account.newId(),
    name: `Rot${index + 1}`,
    start: 0,
    type: 'weekly',
    length: 1,
    participants: [],
    ...(account.hourlyTurns === 'wall' ? { onWall: true } : {}),
  };
  apply(account, fields, rotation);
  return rotation;
}

function find(call: Call): { schedule: Schedule; rotation: Rotation } {
  const schedule = scheduleOf(call);
  const id = call.ids[1] ?? '';
  return { schedule, rotation: schedule.rotations.find((one) => one.id === id) ?? missing('Rotation', id) };
}

function isoSeconds(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

export function shownRotation(account: Account, rotation: Rotation): Fields {
  const { id, name, start, end, type, length, timeRestriction } = rotation;
  return {
    id,
    name,
    startDate: isoSeconds(start),
    ...(end === undefined ? {} : { endDate: isoSeconds(end) }),
    type,
    length,
    participants: rotation.participants.map((one) => shownRecipient(account, one)),
    ...(timeRestriction ? { timeRestriction } : {}),
  };
}

function create(call: Call): Reply {
  const schedule = scheduleOf(call);
  const rotation = newRotation(call.account, call.body, schedule.rotations.length);
  schedule.rotations.push(rotation);
  return created({ id: rotation.id, name: rotation.name });
}

function update(call: Call): Reply {
  const { rotation } = find(call);
  apply(call.account, fieldsOf(call.body, known), rotation);
  return updated({ id: rotation.id, name: rotation.name });
}

function remove(call: Call): Reply {
  const { schedule, rotation } = find(call);
  schedule.rotations = schedule.rotations.filter((one) => one !== rotation);
  schedule.overrides = schedule.overrides.flatMap((override) => {
    if (!override.rotations.includes(rotation.id)) return [override];
    const rotations = override.rotations.filter((id) => id !== rotation.id);
    return rotations.length === 0 ? [] : [{ ...override, rotations }];
  });
  return deleted;
}

const all = '/v2/schedules/:id/rotations';

/** https://docs.opsgenie.com/docs/schedule-rotation-api */
export const rotationRoutes: readonly Route[] = [
  route('POST', all, create),
  route('GET', all, (call) => ok(scheduleOf(call).rotations.map((one) => shownRotation(call.account, one)))),
  route('GET', `${all}/:rotation`, (call) => {
    const { schedule, rotation } = find(call);
    return ok({ ...shownRotation(call.account, rotation), _parent: meta(schedule) });
  }),
  route('PATCH', `${all}/:rotation`, update),
  route('DELETE', `${all}/:rotation`, remove),
];
