import type { Reply } from '../http-simulator.ts';
import type { Account, Fields, Heartbeat } from './account.ts';
import { fieldsOf, flagIn, invalid, nameIn, Refusal, textIn } from './refusal.ts';
import { created, missing, ok, ownerIn, type Call, type Route } from './routes.ts';

const names = /^[A-Za-z0-9._-]+$/;
const known = [
  'name',
  'description',
  'interval',
  'intervalUnit',
  'enabled',
  'ownerTeam',
  'alertMessage',
  'alertTags',
  'alertPriority',
];

function find({ account, id }: Call): Heartbeat {
  return account.heartbeats.get(id.toLowerCase()) ?? missing('Heartbeat', id);
}

/** The fields that a request has, checked. */
function read(account: Account, fields: Fields): Partial<Heartbeat> {
  const { interval, intervalUnit, alertTags, alertPriority } = fields;
  if (interval !== undefined && !(Number.isInteger(interval) && Number(interval) >= 1))
    invalid('interval', 'must be a positive whole number');
  if (intervalUnit !== undefined && !['minutes', 'hours', 'days'].includes(String(intervalUnit)))
    invalid('intervalUnit', 'must be one of minutes, hours, days');
  if (alertPriority !== undefined && !/^P[1-5]$/.test(String(alertPriority)))
    invalid('alertPriority', 'must be one of P1, P2, P3, P4, P5');
  if (alertTags !== undefined && !(Array.isArray(alertTags) && alertTags.length <= 20))
    invalid('alertTags', 'must be a list of at most 20 texts');
  const ownerTeam = ownerIn(account, fields);
  const description = textIn(fields, 'description', 10_000);
  const alertMessage = textIn(fields, 'alertMessage', 130);
  const enabled = flagIn(fields, 'enabled');
  return {
    ...(interval === undefined ? {} : { interval: Number(interval) }),
    ...(intervalUnit === undefined ? {} : { intervalUnit: String(intervalUnit) }),
    ...(alertPriority === undefined ? {} : { alertPriority: String(alertPriority) }),
    ...(alertTags === undefined ? {} : { alertTags: alertTags as string[] }),
    ...(ownerTeam ? { ownerTeam } : {}),
    ...(description === undefined ? {} : { description }),
    ...(alertMessage === undefined ? {} : { alertMessage }),
    ...(enabled === undefined ? {} : { enabled }),
  };
}

function add({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const name = nameIn(fields, names, 99);
  if (account.heartbeats.has(name.toLowerCase())) throw new Refusal(409, `Heartbeat [${name}] already exists.`);
  for (const field of ['interval', 'intervalUnit', 'enabled'])
    if (fields[field] === undefined) invalid(field, 'may not be empty');
  const heartbeat: Heartbeat = {
    name,
    description: '',
    interval: 1,
    intervalUnit: 'minutes',
    enabled: true,
    alertMessage: `HeartbeatName [${name}] is expired`,
    alertTags: [],
    alertPriority: 'P3',
    ...read(account, fields),
  };
  account.heartbeats.set(name.toLowerCase(), heartbeat);
  account.created(heartbeat);
  return created({ name, enabled: heartbeat.enabled, expired: false });
}

/** What is left out stays. */
function update(call: Call): Reply {
  const heartbeat = find(call);
  Object.assign(heartbeat, read(call.account, fieldsOf(call.body, known)));
  return ok({ name: heartbeat.name, enabled: heartbeat.enabled, expired: false }, { result: 'Updated' });
}

function shown(heartbeat: Heartbeat): Fields {
  return { ...heartbeat, expired: false };
}

/** https://docs.opsgenie.com/docs/heartbeat-api */
export const heartbeatRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/v2\/heartbeats$/, answer: add },
  {
    method: 'GET',
    path: /^\/v2\/heartbeats$/,
    answer: ({ account }) => ok({ heartbeats: account.listed(account.heartbeats.values()).map(shown) }),
  },
  { method: 'GET', path: /^\/v2\/heartbeats\/([^/]+)$/, answer: (call) => ok(shown(find(call))) },
  { method: 'PATCH', path: /^\/v2\/heartbeats\/([^/]+)$/, answer: update },
  {
    method: 'DELETE',
    path: /^\/v2\/heartbeats\/([^/]+)$/,
    answer: (call) => {
      const { name } = find(call);
      call.account.heartbeats.delete(name.toLowerCase());
      return ok({ name, enabled: false, expired: false }, { result: 'Deleted' });
    },
  },
  {
    method: 'GET',
    path: /^\/v2\/heartbeats\/([^/]+)\/ping$/,
    answer: (call) => {
      find(call);
      return { status: 202, body: { result: 'PONG - Heartbeat received' } };
    },
  },
];
