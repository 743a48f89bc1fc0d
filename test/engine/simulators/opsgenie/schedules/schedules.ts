import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import type { Schedule } from '../on-call-objects.ts';
import { fieldsOf, flagIn, listIn, nameIn, textIn, zoneIn } from '../refusal.ts';
import {
  created,
  deleted,
  findNamed,
  ok,
  ownerIn,
  refuseTaken,
  refuseUsed,
  route,
  shownOwner,
  updated,
  type Call,
  type Route,
} from '../routes.ts';
import { escalationsWith, routingRulesWith } from '../usage.ts';
import { newRotation, shownRotation } from './rotations.ts';

const names = /^[A-Za-z0-9 _-]+$/;
const known = ['name', 'description', 'timezone', 'enabled', 'ownerTeam', 'rotations'];

function find({ account, id, query }: Call): Schedule {
  return findNamed(account.schedules, 'Schedule', id, query.get('identifierType'));
}

/** The schedule of an address below a schedule's. */
export function scheduleOf({ account, id, query }: Call): Schedule {
  const type = query.get('scheduleIdentifierType') ?? query.get('identifierType');
  return findNamed(account.schedules, 'Schedule', id, type);
}

/** What a request says about a schedule; what it leaves out stays. Rotations are replaced as a whole. */
function apply(account: Account, fields: Fields, schedule: Schedule): void {
  const owner = ownerIn(account, fields);
  const rotations = listIn(fields, 'rotations', 100)?.map((item, index) => newRotation(account, item, index));
  Object.assign(schedule, {
    description: textIn(fields, 'description', 10_000) ?? schedule.description,
    timezone: zoneIn(fields, 'timezone') ?? schedule.timezone,
    enabled: flagIn(fields, 'enabled') ?? schedule.enabled,
    ...(owner ? { ownerTeam: owner } : {}),
    ...(rotations ? { rotations } : {}),
  });
}

function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const name = nameIn(fields, names, 100);
  refuseTaken(account.schedules.values(), 'Schedule', name);
  const schedule: Schedule = {
    id: account.newId(),
    name,
    description: '',
    timezone: account.timezone,
    enabled: true,
    rotations: [],
    overrides: [],
  };
  apply(account, fields, schedule);
  account.schedules.set(schedule.id, schedule);
  account.created(schedule);
  return created(meta(schedule));
}

function update(call: Call): Reply {
  const schedule = find(call);
  const fields = fieldsOf(call.body, known);
  if (fields['name'] !== undefined && fields['name'] !== '' && fields['name'] !== schedule.name) {
    const name = nameIn(fields, names, 100);
    refuseTaken(call.account.schedules.values(), 'Schedule', name, schedule);
    schedule.name = name;
  }
  apply(call.account, fields, schedule);
  return updated(meta(schedule));
}

function remove(call: Call): Reply {
  const { account } = call;
  const schedule = find(call);
  const me = { type: 'schedule', id: schedule.id } as const;
  refuseUsed('Schedule', schedule.name, [...escalationsWith(account, me), ...routingRulesWith(account, me)]);
  account.schedules.delete(schedule.id);
  return deleted;
}

/** Id, name and whether it is on. */
export function meta({ id, name, enabled }: Schedule): Fields {
  return { id, name, enabled };
}

function shown(account: Account, schedule: Schedule, withRotations: boolean): Fields {
  const { description, timezone } = schedule;
  return {
    ...meta(schedule),
    description,
    timezone,
    ...shownOwner(account, schedule.ownerTeam),
    rotations: withRotations ? schedule.rotations.map((one) => shownRotation(account, one)) : [],
  };
}

/** https://docs.opsgenie.com/docs/schedule-api */
export const scheduleRoutes: readonly Route[] = [
  route('POST', '/v2/schedules', create),
  route('GET', '/v2/schedules', ({ account, query }) => {
    const expand = query.get('expand')?.split(',').includes('rotation') ?? false;
    const schedules = account.listed(account.schedules.values());
    return ok(
      schedules.map((one) => shown(account, one, expand)),
      { expandable: ['rotation'] },
    );
  }),
  route('GET', '/v2/schedules/:id', (call) => ok(shown(call.account, find(call), true))),
  route('PATCH', '/v2/schedules/:id', update),
  route('DELETE', '/v2/schedules/:id', remove),
];
