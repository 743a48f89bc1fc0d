import { type Account, type Slo, creator } from '../account.ts';
import { Refusal } from '../refusal.ts';
import { type Call, type Route, bodyOf } from '../routes.ts';
import { alertsOf, names } from '../monitors/references.ts';
import { define } from './definition.ts';
import { listSlos } from './list.ts';

/** `/api/v1/slo`. Answers have `error`, not the documented `errors`; creating and changing answer a list; all recorded. */
export const sloRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/api\/v1\/slo$/, name: 'slos_post', answer: create },
  { method: 'GET', path: /^\/api\/v1\/slo$/, name: 'slos_list', answer: listSlos },
  { method: 'GET', path: /^\/api\/v1\/slo\/can_delete$/, name: 'slos_can_delete', answer: canDelete },
  {
    method: 'GET',
    path: /^\/api\/v1\/slo\/([^/]+)$/,
    name: 'slos_get',
    answer: ({ account, id, query }) => {
      const ids =
        query.get('with_configured_alert_ids') === 'true' ? alertsOf(account, id).map((one) => one.id) : undefined;
      const slo = sloOf(account, id);
      return {
        status: 200,
        body: {
          data: ids
            ? {
                ...slo,
                configured_alert_ids: ids,
              }
            : slo,
          error: null,
        },
      };
    },
  },
  { method: 'PUT', path: /^\/api\/v1\/slo\/([^/]+)$/, name: 'slos_put', answer: update },
  { method: 'DELETE', path: /^\/api\/v1\/slo\/([^/]+)$/, name: 'slos_delete', answer: remove },
];

type Answer = { readonly status: number; readonly body: unknown };

function sloOf(account: Account, id: string): Slo {
  const slo = account.slos.get(id);
  if (!slo) throw new Refusal(404, `SLO not found: ${id} not found`);
  return slo;
}

function create(call: Call): Answer {
  const now = Math.floor(Date.now() / 1000);
  const { account } = call;
  const definition = define(account, bodyOf(call));
  const slo: Slo = { id: account.newSloId(), ...definition, creator, created_at: now, modified_at: now };
  account.slos.set(slo.id, slo);
  account.hide(slo.id);
  return { status: 200, body: { data: [slo], error: null } };
}

function update(call: Call): Answer {
  const { id, created_at: created } = sloOf(call.account, call.id);
  const definition = define(call.account, bodyOf(call), sloOf(call.account, call.id));
  const slo: Slo = { id, ...definition, creator, created_at: created, modified_at: Math.floor(Date.now() / 1000) };
  call.account.slos.set(id, slo);
  return { status: 200, body: { data: [slo], error: null } };
}

/** Refused with 409 while a monitor alerts on it, unless forced. */
function remove({ account, id, query }: Call): Answer {
  const slo = sloOf(account, id);
  const why = users(account, slo);
  if (why !== undefined && query.get('force') !== 'true') {
    throw new Refusal(409, why, { data: [], errors: { [id]: why } });
  }
  account.slos.delete(id);
  return { status: 200, body: { data: [id], error: null } };
}

function canDelete({ account, query }: Call): Answer {
  const slos = (query.get('ids') ?? '').split(',').map((id) => sloOf(account, id.trim()));
  const used = slos.flatMap((slo) => {
    const why = users(account, slo);
    return why === undefined ? [] : [[slo.id, why] as const];
  });
  const ok = slos.map(({ id }) => id).filter((id) => !used.some(([other]) => other === id));
  if (used.length === 0) return { status: 200, body: { data: { ok }, errors: null } };
  return { status: 409, body: { data: { ok }, errors: Object.fromEntries(used) } };
}

function users(account: Account, slo: Slo): string | undefined {
  const alerts = alertsOf(account, slo.id);
  return alerts.length === 0 ? undefined : `SLO [${slo.id},${slo.name}] is referenced in monitors: ${names(alerts)}`;
}
