import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { recipientOf, shownRecipient } from '../blocks/recipients.ts';
import type { Override, Schedule } from '../on-call-objects.ts';
import { dateIn, fieldsOf, invalid, listIn, objectIn, Refusal, textIn } from '../refusal.ts';
import { created, deleted, missing, ok, route, updated, type Call, type Route } from '../routes.ts';
import { meta, scheduleOf } from './schedules.ts';

const known = ['alias', 'user', 'startDate', 'endDate', 'rotations'];

function find(call: Call): { schedule: Schedule; override: Override } {
  const schedule = scheduleOf(call);
  const alias = call.ids[1] ?? '';
  return {
    schedule,
    override: schedule.overrides.find((one) => one.alias === alias) ?? missing('Schedule override', alias),
  };
}

/** Rotations go by id, or by name when the id is empty. */
function rotationIn({ rotations }: Schedule, item: unknown): string {
  const { id, name } = fieldsOf(item, ['name']);
  const found = rotations.find((one) => (id ? one.id === id : one.name === name));
  return found?.id ?? invalid('rotations', `[${String(id || name)}] does not exist`);
}

function read(account: Account, schedule: Schedule, fields: Fields): Omit<Override, 'alias'> {
  const user = objectIn(fields, 'user') ?? invalid('user', 'may not be empty');
  const start = dateIn(fields, 'startDate') ?? invalid('startDate', 'may not be empty');
  const end = dateIn(fields, 'endDate') ?? invalid('endDate', 'may not be empty');
  if (end <= start) invalid('endDate', 'must be after startDate');
  return {
    user: recipientOf(account, user, 'user', ['user', 'team', 'escalation', 'none']),
    start,
    end,
    rotations: (listIn(fields, 'rotations', 100) ?? []).map((item) => rotationIn(schedule, item)),
  };
}

function create(call: Call): Reply {
  const schedule = scheduleOf(call);
  const fields = fieldsOf(call.body, known);
  const alias = textIn(fields, 'alias', 512) ?? call.account.newId();
  if (schedule.overrides.some((one) => one.alias === alias))
    throw new Refusal(409, `Schedule override with alias [${alias}] already exists.`);
  schedule.overrides.push({ alias, ...read(call.account, schedule, fields) });
  return created({ alias });
}

function shown(account: Account, schedule: Schedule, { alias, user, start, end, rotations }: Override): Fields {
  const [startDate, endDate] = [start, end].map((instant) => new Date(instant).toISOString());
  return {
    _parent: meta(schedule),
    alias,
    user: shownRecipient(account, user),
    startDate,
    endDate,
    rotations: schedule.rotations.filter(({ id }) => rotations.includes(id)).map(({ id, name }) => ({ id, name })),
  };
}

const all = '/v2/schedules/:id/overrides';

/** https://docs.opsgenie.com/docs/schedule-override-api */
export const overrideRoutes: readonly Route[] = [
  route('POST', all, create),
  route('GET', all, (call) => {
    const schedule = scheduleOf(call);
    return ok(schedule.overrides.map((one) => shown(call.account, schedule, one)));
  }),
  route('GET', `${all}/:alias`, (call) => {
    const { schedule, override } = find(call);
    return ok(shown(call.account, schedule, override));
  }),
  route('PUT', `${all}/:alias`, (call) => {
    const { schedule, override } = find(call);
    Object.assign(override, read(call.account, schedule, fieldsOf(call.body, known)));
    return updated({ alias: override.alias });
  }),
  route('DELETE', `${all}/:alias`, (call) => {
    const { schedule, override } = find(call);
    schedule.overrides = schedule.overrides.filter((one) => one !== override);
    return deleted;
  }),
];
