import type { Reply } from '../http-simulator.ts';
import type { Account, Fields, Integration } from './account.ts';
import { fieldsOf, flagIn, invalid, nameIn, Refusal, textIn } from './refusal.ts';
import { created, isCalled, missing, ok, ownerIn, type Call, type Route } from './routes.ts';

const anything = /^.+$/;
const flags = [
  'allowWriteAccess',
  'allowConfigurationAccess',
  'allowReadAccess',
  'allowDeleteAccess',
  'ignoreRespondersFromPayload',
  'suppressNotifications',
] as const;
const known = ['name', 'type', 'ownerTeam', 'responders', 'enabled', ...flags];

/** Kinds that are called with a key and need nothing but a name; the API knows about 290 kinds. */
const types = ['API', 'Datadog', 'StatusCake', 'Graylog', 'Prometheus', 'Grafana', 'NewRelic', 'CloudWatch', 'Sentry'];

function find({ account, id }: Call): Integration {
  return account.integrations.get(id) ?? missing('Integration', id);
}

function refuseTaken(account: Account, name: string, except?: Integration): void {
  const taken = [...account.integrations.values()].some((one) => one !== except && isCalled(one, name));
  if (taken) throw new Refusal(422, 'Integration name is already in use.', { name: 'is already in use' });
}

function settingsIn(fields: Fields): Fields {
  return Object.fromEntries(flags.map((name) => [name, flagIn(fields, name) ?? false]));
}

function shown({ id, name, type, enabled, ownerTeam, settings }: Integration): Fields {
  return {
    id,
    name,
    type,
    enabled,
    ...(ownerTeam ? { ownerTeam } : {}),
    isAdvanced: false,
    responders: [],
    ...settings,
  };
}

/** New integrations are off until they are enabled; the key is told here only. */
function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const name = nameIn(fields, anything, 250);
  const type = textIn(fields, 'type', 100) ?? invalid('type', 'may not be empty');
  if (!types.includes(type)) invalid('type', `[${type}] needs more fields, or is not known`);
  refuseTaken(account, name);
  const ownerTeam = ownerIn(account, fields);
  const integration: Integration = {
    id: account.newId(),
    name,
    type,
    enabled: false,
    apiKey: account.newId(),
    ...(ownerTeam ? { ownerTeam } : {}),
    settings: settingsIn(fields),
  };
  account.integrations.set(integration.id, integration);
  account.created(integration);
  return created({ id: integration.id, name, type, enabled: false, apiKey: integration.apiKey });
}

/** Replaces the whole object. Type and owner stay as they are. */
function replace(call: Call): Reply {
  const integration = find(call);
  const fields = fieldsOf(call.body, [...known, 'id', 'isAdvanced', 'emailUsername', 'url', 'headers']);
  const name = nameIn(fields, anything, 250);
  refuseTaken(call.account, name, integration);
  if (fields['type'] !== integration.type) invalid('type', 'cannot be changed');
  integration.name = name;
  integration.enabled = flagIn(fields, 'enabled') ?? false;
  integration.settings = settingsIn(fields);
  return ok(shown(integration), { result: 'Updated' });
}

function enable(call: Call, enabled: boolean): Reply {
  const integration = find(call);
  integration.enabled = enabled;
  const { id, name, type } = integration;
  return ok({ id, name, type, enabled });
}

/** https://docs.opsgenie.com/docs/integration-api */
export const integrationRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/v2\/integrations$/, answer: create },
  {
    method: 'GET',
    path: /^\/v2\/integrations$/,
    answer: ({ account, query }) => {
      const [team, type] = [query.get('teamId'), query.get('type')];
      const all = account
        .listed(account.integrations.values())
        .filter((one) => (team === null || one.ownerTeam?.id === team) && (type === null || one.type === type));
      return ok(
        all.map(({ id, name, type: kind, enabled, ownerTeam }) => {
          return { id, name, type: kind, enabled, ...(ownerTeam ? { teamId: ownerTeam.id } : {}) };
        }),
      );
    },
  },
  {
    method: 'GET',
    path: /^\/v2\/integrations\/([^/]+)$/,
    answer: (call) => ok({ ...shown(find(call)), _readOnly: ['id', 'type'] }),
  },
  { method: 'PUT', path: /^\/v2\/integrations\/([^/]+)$/, answer: replace },
  {
    method: 'DELETE',
    path: /^\/v2\/integrations\/([^/]+)$/,
    answer: (call) => {
      call.account.integrations.delete(find(call).id);
      return { status: 200, body: { result: 'Deleted' } };
    },
  },
  { method: 'POST', path: /^\/v2\/integrations\/([^/]+)\/enable$/, answer: (call) => enable(call, true) },
  { method: 'POST', path: /^\/v2\/integrations\/([^/]+)\/disable$/, answer: (call) => enable(call, false) },
];
