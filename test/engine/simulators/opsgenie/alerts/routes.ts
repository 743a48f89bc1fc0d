import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { shownRecipient } from '../blocks/recipients.ts';
import type { ActionKind } from '../integrations/actions.ts';
import { choiceIn, fieldsOf, invalid, Refusal, requiredText, textIn, textsIn } from '../refusal.ts';
import { missing, ok, pageOf, route, type Call, type Route } from '../routes.ts';
import type { Alert } from './alert.ts';
import { joined } from './creation.ts';
import { actionFor, receive, type Outcome } from './incoming.ts';
import { extrasIn, payloadIn } from './payload.ts';
import { searched } from './search.ts';
import { acknowledge, close, note, openWith, unacknowledge } from './state.ts';

/** The alert that an address names; an alias means the one that is open, else the last that was. */
function find({ account, id, query }: Call): Alert | undefined {
  const type = query.get('identifierType') ?? 'id';
  const all = [...account.alerts.values()];
  if (type === 'id') return account.alerts.get(id);
  if (type === 'tiny') return all.find(({ tinyId }) => tinyId === id);
  if (type !== 'alias') throw new Refusal(422, `Identifier type [${type}] is not valid.`);
  return openWith(account, id) ?? all.findLast(({ alias }) => alias === id);
}

function found(call: Call): Alert {
  return find(call) ?? missing('Alert', call.id);
}

/** Requests about alerts are accepted first; what became of them is asked for by their id. */
function accepted({ account, requestId, integration }: Call, action: string, outcome: Outcome): Reply {
  const { success, status, alert } = outcome;
  account.requests.set(requestId, {
    success,
    action,
    processedAt: new Date(account.now).toISOString(),
    integrationId: integration?.id ?? '',
    status,
    alertId: alert?.id ?? '',
    alias: alert?.alias ?? '',
  });
  return { status: 202, body: { result: 'Request will be processed' } };
}

function create(call: Call): Reply {
  const { account, integration, body } = call;
  const { content, extras } = payloadIn(account, body);
  const outcome = integration
    ? receive(account, integration, content, extras)
    : { success: false, status: 'No integration' };
  return accepted(call, 'Create', outcome);
}

type Act = (account: Account, alert: Alert, by: string) => void;

/** A request of the kinds that an integration's actions must let through; `close` and the like. */
function act(call: Call, action: string, kind: ActionKind | undefined, does: Act): Reply {
  const { account, integration, body } = call;
  const fields = fieldsOf(body ?? {}, ['user', 'source', 'note']);
  const extras = extrasIn(fields);
  const by = extras.user || (textIn(fields, 'source', 100) ?? integration?.name ?? '');
  const alert = find(call);
  if (!alert || alert.status === 'closed')
    return accepted(call, action, { success: false, status: alert ? 'Alert is closed' : 'Alert does not exist' });
  if (kind && integration && !actionFor(account, integration, kind, alert))
    return accepted(call, action, { success: false, status: 'No action of the integration matches', alert });
  does(account, alert, by);
  if (extras.note !== '') alert.notes.push(extras.note);
  return accepted(call, action, { success: true, status: `${action} done`, alert });
}

/** Changes of a field of an alert that is open. */
function change(
  call: Call,
  action: string,
  fields: readonly string[],
  does: (alert: Alert, fields: Fields) => void,
): Reply {
  const checked = fieldsOf(call.body, [...fields, 'user', 'source', 'note']);
  const alert = find(call);
  if (!alert) return accepted(call, action, { success: false, status: 'Alert does not exist' });
  does(alert, checked);
  note(call.account, alert, action);
  return accepted(call, action, { success: true, status: `${action} done`, alert });
}

function reportOf({ createdAt, acknowledgedAt, acknowledgedBy, closedAt, closedBy }: Alert): Fields {
  const report = {
    ...(acknowledgedAt === undefined ? {} : { ackTime: acknowledgedAt - createdAt, acknowledgedBy }),
    ...(closedAt === undefined ? {} : { closeTime: closedAt - createdAt, closedBy }),
  };
  return Object.keys(report).length === 0 ? {} : { report };
}

function shown(account: Account, alert: Alert, isWhole: boolean): Fields {
  const { id, tinyId, alias, message, status, acknowledged, tags, source, owner, priority } = alert;
  const { occurrences, integration, ownerTeamId, description, entity, actions, details } = alert;
  const at = (instant: number): string => new Date(instant).toISOString();
  return {
    id,
    tinyId,
    alias,
    message,
    status,
    acknowledged,
    isSeen: acknowledged,
    tags,
    snoozed: false,
    count: occurrences.length,
    lastOccurredAt: at(occurrences.at(-1) ?? alert.createdAt),
    createdAt: at(alert.createdAt),
    updatedAt: at(alert.updatedAt),
    source,
    owner,
    priority,
    ownerTeamId,
    integration,
    responders: alert.responders.map((one) => shownRecipient(account, one)),
    ...reportOf(alert),
    ...(isWhole ? { actions, entity, description, details } : {}),
  };
}

function list({ account, query }: Call): Reply {
  const all = searched([...account.alerts.values()], query.get('query'));
  all.sort((a, b) => b.createdAt - a.createdAt || Number(b.tinyId) - Number(a.tinyId));
  if (query.get('order') === 'asc') all.reverse();
  const sized = new URLSearchParams({ limit: query.get('limit') ?? '20', offset: query.get('offset') ?? '0' });
  const { page, paging } = pageOf(all, sized, '/v2/alerts');
  return ok(
    page.map((alert) => shown(account, alert, false)),
    { paging },
  );
}

function logs(call: Call): Reply {
  const alert = found(call);
  const all = alert.log.map(({ at, text }, offset) => {
    return {
      log: text,
      type: 'system',
      owner: 'System',
      createdAt: new Date(at).toISOString(),
      offset: String(offset),
    };
  });
  return ok(call.query.get('order') === 'asc' ? all : all.reverse());
}

/** https://docs.opsgenie.com/docs/alert-api */
export const alertRoutes: readonly Route[] = [
  route('POST', '/v2/alerts', create),
  route('GET', '/v2/alerts', list),
  route('GET', '/v2/alerts/count', ({ account, query }) =>
    ok({ count: searched([...account.alerts.values()], query.get('query')).length }),
  ),
  route('GET', '/v2/alerts/requests/:id', ({ account, id }) => {
    const status = account.requests.get(id) ?? missing('Request', id);
    return ok({ ...status, isSuccess: status.success });
  }),
  route('GET', '/v2/alerts/:id', (call) => ok(shown(call.account, found(call), true))),
  route('DELETE', '/v2/alerts/:id', (call) => {
    const alert = find(call);
    if (!alert) return accepted(call, 'Delete', { success: false, status: 'Alert does not exist' });
    close(call.account, alert, 'deletion');
    call.account.alerts.delete(alert.id);
    return accepted(call, 'Delete', { success: true, status: 'Deleted', alert });
  }),
  route('GET', '/v2/alerts/:id/logs', logs),
  route('GET', '/v2/alerts/:id/notes', (call) => ok(found(call).notes.map((text) => ({ note: text })))),
  route('POST', '/v2/alerts/:id/close', (call) => act(call, 'Close', 'close', close)),
  route('POST', '/v2/alerts/:id/acknowledge', (call) => act(call, 'Acknowledge', 'acknowledge', acknowledge)),
  route('POST', '/v2/alerts/:id/unacknowledge', (call) => act(call, 'UnAcknowledge', undefined, unacknowledge)),
  route('POST', '/v2/alerts/:id/notes', (call) => {
    requiredText(fieldsOf(call.body, ['note', 'user', 'source']), 'note', 25_000);
    return act(call, 'Add Note', 'addNote', () => undefined);
  }),
  route('POST', '/v2/alerts/:id/tags', (call) =>
    change(call, 'Add Tags', ['tags'], (alert, fields) => {
      alert.tags = joined(20, alert.tags, textsIn(fields, 'tags', 20, 50) ?? []);
    }),
  ),
  route('PUT', '/v2/alerts/:id/message', (call) =>
    change(call, 'Update Message', ['message'], (alert, fields) => {
      alert.message = requiredText(fields, 'message', 130);
    }),
  ),
  route('PUT', '/v2/alerts/:id/description', (call) =>
    change(call, 'Update Description', ['description'], (alert, fields) => {
      alert.description = textIn(fields, 'description', 15_000) ?? '';
    }),
  ),
  route('PUT', '/v2/alerts/:id/priority', (call) =>
    change(call, 'Update Priority', ['priority'], (alert, fields) => {
      const priority = choiceIn(fields, 'priority', ['P1', 'P2', 'P3', 'P4', 'P5']);
      alert.priority = priority ?? invalid('priority', 'may not be empty');
    }),
  ),
];
