import type { Reply } from '../http-simulator.ts';
import type { Account, Fields, Plain } from './account.ts';
import { choiceIn, dateIn, fieldsOf, invalid, listIn, objectIn, Refusal, requiredText, textIn } from './refusal.ts';
import { created, deleted, missing, ok, route, updated, type Call, type Route } from './routes.ts';

const minute = 60_000;
const lengths = { 'for-5-minutes': 5, 'for-30-minutes': 30, 'for-1-hour': 60, indefinitely: Infinity } as const;
const known = ['description', 'time', 'rules'];

interface Span {
  readonly start: number;
  readonly end: number;
}

function spanOf({ fields }: Plain): Span {
  return fields['span'] as Span;
}

function statusOf(account: Account, one: Plain): string {
  const { start, end } = spanOf(one);
  if (one.fields['cancelled']) return 'cancelled';
  if (account.now < start) return 'planned';
  return account.now < end ? 'active' : 'past';
}

/** Whether a maintenance that is active now turns something on or off; undefined when none does. */
export function maintained(account: Account, type: 'integration' | 'policy', id: string): string | undefined {
  const states = [...account.maintenances.values()]
    .filter((one) => statusOf(account, one) === 'active')
    .flatMap((one) => one.fields['rules'] as { state: string; entity: { type: string; id: string } }[])
    .filter(({ entity }) => entity.type === type && entity.id === id);
  return states.at(-1)?.state;
}

function timeIn(account: Account, fields: Fields): { type: string; span: Span } {
  const time = fieldsOf(objectIn(fields, 'time') ?? invalid('time', 'may not be empty'), [
    'type',
    'startDate',
    'endDate',
  ]);
  const types = [...(Object.keys(lengths) as (keyof typeof lengths)[]), 'schedule'] as const;
  const type = choiceIn(time, 'type', types) ?? invalid('time', 'needs a type');
  if (type !== 'schedule') return { type, span: { start: account.now, end: account.now + lengths[type] * minute } };
  const start = dateIn(time, 'startDate') ?? invalid('time', 'schedule needs startDate');
  const end = dateIn(time, 'endDate') ?? invalid('time', 'schedule needs endDate');
  return end > start ? { type, span: { start, end } } : invalid('time', 'endDate must be after startDate');
}

function ruleOf(account: Account, item: unknown): Fields {
  const fields = fieldsOf(item, ['state', 'entity']);
  const entity = fieldsOf(objectIn(fields, 'entity') ?? invalid('rules', 'a rule needs an entity'), ['type']);
  const type = choiceIn(entity, 'type', ['integration', 'policy']) ?? invalid('rules', 'an entity needs a type');
  const id = requiredText(entity, 'id', 130);
  if (!(type === 'policy' ? account.policies : account.integrations).has(id))
    invalid('rules', `[${id}] does not exist`);
  const state = choiceIn(fields, 'state', type === 'policy' ? ['enabled', 'disabled'] : ['disabled']) ?? 'disabled';
  return { state, entity: { id, type } };
}

function read(account: Account, body: unknown): Fields {
  const fields = fieldsOf(body, known);
  const rules = (listIn(fields, 'rules', 100) ?? []).map((item) => ruleOf(account, item));
  if (rules.length === 0) invalid('rules', 'may not be empty');
  return { description: textIn(fields, 'description', 10_000) ?? '', ...timeIn(account, fields), rules };
}

function find({ account, id }: Call): Plain {
  return account.maintenances.get(id) ?? missing('Maintenance', id);
}

/** What was is shown without its end where it has none. */
function meta(account: Account, one: Plain): Fields {
  const { start, end } = spanOf(one);
  const endDate = end === Infinity ? {} : { endDate: new Date(end).toISOString() };
  return {
    id: one.id,
    status: statusOf(account, one),
    description: one.fields['description'],
    time: { type: one.fields['type'], startDate: new Date(start).toISOString(), ...endDate },
  };
}

function create({ account, body }: Call): Reply {
  const one: Plain = { id: account.newId(), fields: read(account, body) };
  account.maintenances.set(one.id, one);
  account.created(one);
  return created(meta(account, one));
}

/** Only what is still planned can be rewritten. */
function replace(call: Call): Reply {
  const one = find(call);
  if (statusOf(call.account, one) !== 'planned') throw new Refusal(422, 'Only planned maintenances can be updated.');
  one.fields = read(call.account, call.body);
  return updated(meta(call.account, one));
}

function changeEndDate(call: Call): Reply {
  const { account } = call;
  const one = find(call);
  if (statusOf(account, one) !== 'active') throw new Refusal(422, 'Only active maintenances can end at another time.');
  const end = dateIn(fieldsOf(call.body, ['endDate']), 'endDate') ?? invalid('endDate', 'may not be empty');
  if (end <= account.now) invalid('endDate', 'must be in the future');
  one.fields = { ...one.fields, span: { start: spanOf(one).start, end } };
  return updated(meta(account, one));
}

function list({ account, query }: Call): Reply {
  const type = query.get('type') ?? 'all';
  if (!['all', 'past', 'non-expired'].includes(type)) invalid('type', 'must be one of all, past, non-expired');
  const all = account.listed(account.maintenances.values()).filter((one) => {
    const isOver = ['past', 'cancelled'].includes(statusOf(account, one));
    return type === 'all' || (type === 'past') === isOver;
  });
  return ok(all.map((one) => meta(account, one)));
}

/** https://docs.opsgenie.com/docs/maintenance-api */
export const maintenanceRoutes: readonly Route[] = [
  route('POST', '/v1/maintenance', create),
  route('GET', '/v1/maintenance', list),
  route('GET', '/v1/maintenance/:id', (call) => {
    const one = find(call);
    return ok({ ...meta(call.account, one), rules: one.fields['rules'] });
  }),
  route('PUT', '/v1/maintenance/:id', replace),
  route('POST', '/v1/maintenance/:id/change-end-date', changeEndDate),
  route('POST', '/v1/maintenance/:id/cancel', (call) => {
    const one = find(call);
    one.fields = { ...one.fields, cancelled: true };
    return { status: 200, body: { result: 'Cancelled' } };
  }),
  route('DELETE', '/v1/maintenance/:id', (call) => {
    call.account.maintenances.delete(find(call).id);
    return deleted;
  }),
];
