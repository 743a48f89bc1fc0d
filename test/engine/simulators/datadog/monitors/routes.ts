import { type Call, type Route, bodyOf } from '../routes.ts';
import { define } from './definition.ts';
import { listMonitors } from './list.ts';
import { usersOf } from './references.ts';
import { searchMonitors } from './search.ts';
import { changed, createMonitor, deleteMonitor, monitorOf, read, updateMonitor } from './store.ts';

/** `/api/v1/monitor`. Creating answers 200, not 201. */
export const monitorRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/api\/v1\/monitor$/,
    name: 'monitors_post',
    answer: (call) => ({
      status: 200,
      body: changed(createMonitor(call.account, bodyOf(call), call.duplicates)),
    }),
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/monitor$/,
    name: 'monitors_list',
    answer: ({ account, query }) => ({
      status: 200,
      body: listMonitors(account, query).map((one) => read(one, false)),
    }),
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/monitor\/search$/,
    name: 'monitors_search',
    answer: ({ account, query }) => ({
      status: 200,
      body: searchMonitors(account, query),
    }),
  },
  { method: 'GET', path: /^\/api\/v1\/monitor\/can_delete$/, name: 'monitors_can_delete', answer: canDelete },
  {
    method: 'POST',
    path: /^\/api\/v1\/monitor\/validate$/,
    name: 'monitors_validate',
    answer: (call) => {
      define(call.account, bodyOf(call));
      return {
        status: 200,
        body: {},
      };
    },
  },
  {
    method: 'POST',
    path: /^\/api\/v1\/monitor\/(\d+)\/validate$/,
    name: 'monitors_validate',
    answer: (call) => {
      define(call.account, bodyOf(call), monitorOf(call.account, call.id), 'validate');
      return {
        status: 200,
        body: {},
      };
    },
  },
  {
    method: 'GET',
    path: /^\/api\/v1\/monitor\/(\d+)$/,
    name: 'monitors_get',
    answer: ({ account, id, query }) => ({
      status: 200,
      body: read(monitorOf(account, id), query.get('with_assets') === 'true'),
    }),
  },
  {
    method: 'PUT',
    path: /^\/api\/v1\/monitor\/(\d+)$/,
    name: 'monitors_put',
    answer: (call) => {
      const { creator: _, ...rest } = changed(updateMonitor(call.account, call.id, bodyOf(call), call.duplicates));
      return {
        status: 200,
        body: rest,
      };
    },
  },
  {
    method: 'DELETE',
    path: /^\/api\/v1\/monitor\/(\d+)$/,
    name: 'monitors_delete',
    answer: ({ account, id, query }) => {
      deleteMonitor(account, id, query.get('force') === 'true');
      return {
        status: 200,
        body: { deleted_monitor_id: Number(id) },
      };
    },
  },
];

/** 409 with the users of each monitor that has some. */
function canDelete({ account, query }: Call): { status: number; body: unknown } {
  const ids = (query.get('monitor_ids') ?? '').split(',').map(Number);
  const used = ids.map((id) => [id, usersOf(account, monitorOf(account, id))] as const);
  const ok = used.filter(([, users]) => users.length === 0).map(([id]) => id);
  const errors = Object.fromEntries(used.filter(([, users]) => users.length > 0));
  const free = ok.length === ids.length;
  return { status: free ? 200 : 409, body: { data: { ok }, errors: free ? null : errors } };
}
