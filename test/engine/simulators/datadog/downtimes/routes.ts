import { randomUUID } from 'node:crypto';
import { type Account, type Downtime, creator, timestamp } from '../account.ts';
import { type Fields, Refusal, refuse } from '../refusal.ts';
import { type Call, type Route, bodyOf } from '../routes.ts';
import { whole } from '../monitors/list.ts';
import { define } from './definition.ts';
import { statusOf } from './schedule.ts';

const one = /^\/api\/v2\/downtime\/([^/]+)$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const user = '3ad549bf-eba0-11e9-a77a-0705486660d0';

/** `/api/v2/downtime`, JSON:API. Creating answers 200. What is canceled stays, and canceling it again is 204, as recorded. */
export const downtimeRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/api\/v2\/downtime$/, name: 'downtimes_post', answer: create },
  { method: 'GET', path: /^\/api\/v2\/downtime$/, name: 'downtimes_list', answer: list },
  {
    method: 'GET',
    path: one,
    name: 'downtimes_get',
    answer: ({ account, id }) => ({
      status: 200,
      body: { data: shown(account, downtimeOf(account, id)) },
    }),
  },
  { method: 'PATCH', path: one, name: 'downtimes_patch', answer: update },
  { method: 'DELETE', path: one, name: 'downtimes_delete', answer: cancel },
];

type Answer = { readonly status: number; readonly body?: unknown };

function downtimeOf(account: Account, id: string): Downtime {
  if (!uuid.test(id)) refuse('Invalid URL param: downtime_id must be an uuid');
  const downtime = account.downtimes.get(id);
  if (!downtime) throw new Refusal(404, 'Downtime not found');
  return downtime;
}

function create(call: Call): Answer {
  const downtime: Downtime = { id: randomUUID(), attributes: define(call.account, bodyOf(call)) };
  call.account.downtimes.set(downtime.id, downtime);
  call.account.hide(downtime.id);
  return { status: 200, body: withRelations(call.account, downtime) };
}

function update(call: Call): Answer {
  const before = downtimeOf(call.account, call.id);
  if (before.attributes.canceled !== null) refuse('Invalid payload: a canceled downtime cannot be changed');
  const downtime: Downtime = { id: before.id, attributes: define(call.account, bodyOf(call), before) };
  call.account.downtimes.set(downtime.id, downtime);
  return { status: 200, body: withRelations(call.account, downtime) };
}

function cancel({ account, id }: Call): Answer {
  const { attributes } = downtimeOf(account, id);
  attributes.canceled ??= timestamp();
  return { status: 204 };
}

/** 30 to a page unless said; `current_only` leaves active ones. OpenAPI v2, `ListDowntimes`. */
function list({ account, query }: Call): Answer {
  const current = query.get('current_only') === 'true';
  const found = account.listed(account.downtimes).filter((each) => !current || status(account, each) === 'active');
  const offset = whole(query.get('page[offset]') ?? '0', 'page[offset]');
  const data = account
    .page(found, offset, whole(query.get('page[limit]') ?? '30', 'page[limit]'))
    .map((each) => shown(account, each));
  return { status: 200, body: { data, meta: { page: { total_filtered_count: found.length } } } };
}

function status(account: Account, { attributes }: Downtime): string {
  return attributes.canceled === null ? statusOf(attributes.schedule, account.now()) : 'canceled';
}

function shown(account: Account, downtime: Downtime): Fields {
  return {
    type: 'downtime',
    id: downtime.id,
    attributes: { ...downtime.attributes, status: status(account, downtime) },
  };
}

function withRelations(account: Account, downtime: Downtime): Fields {
  const monitor = downtime.attributes.monitor_identifier['monitor_id'];
  const data = monitor === undefined ? null : { type: 'monitor', id: String(monitor) };
  const { name, handle, email } = creator;
  return {
    data: {
      ...shown(account, downtime),
      relationships: { monitor: { data }, created_by: { data: { type: 'users', id: user } } },
    },
    included: [{ type: 'users', id: user, attributes: { name, handle, email } }],
  };
}
