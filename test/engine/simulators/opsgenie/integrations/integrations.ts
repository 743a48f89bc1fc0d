import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields, Integration } from '../account.ts';
import { recipientsIn, shownRecipient, type Recipient } from '../blocks/recipients.ts';
import { fieldsOf, flagIn, invalid, nameIn, objectIn, Refusal, requiredText, textIn } from '../refusal.ts';
import { created, deleted, isCalled, missing, ok, ownerIn, route, shownOwner, updated } from '../routes.ts';
import type { Call, Route } from '../routes.ts';

const anything = /^.+$/;
const flags = [
  'allowWriteAccess',
  'allowConfigurationAccess',
  'allowReadAccess',
  'allowDeleteAccess',
  'ignoreRespondersFromPayload',
  'suppressNotifications',
] as const;
/** What a new integration may do. */
const allowed: readonly string[] = ['allowWriteAccess', 'allowReadAccess'];
const webhook = ['url', 'headers', 'addAlertDescription', 'addAlertDetails'];
const known = ['name', 'type', 'ownerTeam', 'responders', 'enabled', ...flags, ...webhook, 'emailUsername'];

/** Kinds that are called with a key and need nothing but a name; the API knows about 290 kinds. */
const types = ['API', 'Datadog', 'StatusCake', 'Graylog', 'Prometheus', 'Grafana', 'NewRelic', 'CloudWatch', 'Sentry'];
const domain = 'account.opsgenie.net';

function find({ account, id }: Call): Integration {
  return account.integrations.get(id) ?? missing('Integration', id);
}

function refuseTaken(account: Account, name: string, except?: Integration): void {
  const taken = [...account.integrations.values()].some((one) => one !== except && isCalled(one, name));
  if (taken) throw new Refusal(422, 'Integration name is already in use.', { name: 'is already in use' });
}

/** What each kind needs beyond a name: a webhook its address, e-mail a name before the @. */
function ownSettings(account: Account, type: string, fields: Fields, except?: Integration): Fields {
  if (type === 'Webhook') {
    const url = requiredText(fields, 'url', 2000);
    if (!/^https?:\/\//.test(url)) invalid('url', 'must be an address');
    const flag = (name: string): boolean => flagIn(fields, name) ?? false;
    const headers = objectIn(fields, 'headers') ?? {};
    return {
      url,
      headers,
      addAlertDescription: flag('addAlertDescription'),
      addAlertDetails: flag('addAlertDetails'),
    };
  }
  if (type !== 'Email') return {};
  const emailUsername = requiredText(fields, 'emailUsername', 100);
  const others = [...account.integrations.values()].filter((one) => one !== except);
  if (others.some(({ settings }) => settings['emailUsername'] === emailUsername))
    invalid('emailUsername', 'is already in use');
  return { emailUsername, emailAddress: `${emailUsername}@${domain}` };
}

function settingsIn(account: Account, type: string, fields: Fields, except?: Integration): Fields {
  return {
    ...Object.fromEntries(flags.map((name) => [name, flagIn(fields, name) ?? allowed.includes(name)])),
    ...ownSettings(account, type, fields, except),
    responders: recipientsIn(account, fields, 'responders', ['user', 'team', 'schedule', 'escalation'], 50) ?? [],
  };
}

function shown(account: Account, { id, name, type, enabled, ownerTeam, settings }: Integration): Fields {
  const responders = (settings['responders'] ?? []) as readonly Recipient[];
  return {
    id,
    name,
    type,
    enabled,
    ...shownOwner(account, ownerTeam),
    isAdvanced: false,
    ...settings,
    responders: responders.map((one) => shownRecipient(account, one)),
  };
}

/** New integrations are off until they are enabled; the key is told here only. */
function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const name = nameIn(fields, anything, 250);
  const type = textIn(fields, 'type', 100) ?? invalid('type', 'may not be empty');
  if (![...types, 'Webhook', 'Email'].includes(type)) invalid('type', `[${type}] needs more fields, or is not known`);
  refuseTaken(account, name);
  const ownerTeam = ownerIn(account, fields);
  const integration: Integration = {
    id: account.newId(),
    name,
    type,
    enabled: false,
    apiKey: account.newId(),
    ...(ownerTeam ? { ownerTeam } : {}),
    settings: settingsIn(account, type, fields),
  };
  account.integrations.set(integration.id, integration);
  account.created(integration);
  const { id, apiKey, settings } = integration;
  const secret = type === 'Email' ? { emailAddress: settings['emailAddress'] } : { apiKey };
  return created({ id, name, type, enabled: false, ...secret });
}

/** Replaces the whole object. Type and owner stay as they are. */
function replace(call: Call): Reply {
  const integration = find(call);
  // The API's Go client sends older names as well with integrations that get e-mail (integration/integration.go), and the Terraform provider what it
  // has read before, `_readOnly` too (opsgenie/resource_opsgenie_api_integration.go, update).
  const more = ['isAdvanced', 'emailAddress', 'assignedTeam', 'recipients', '_readOnly'];
  const fields = fieldsOf(call.body, [...known, ...more]);
  const name = nameIn(fields, anything, 250);
  refuseTaken(call.account, name, integration);
  if (fields['type'] !== integration.type) invalid('type', 'cannot be changed');
  integration.name = name;
  integration.enabled = flagIn(fields, 'enabled') ?? false;
  integration.settings = settingsIn(call.account, integration.type, fields, integration);
  return updated(shown(call.account, integration));
}

function enable(call: Call, enabled: boolean): Reply {
  const integration = find(call);
  integration.enabled = enabled;
  const { id, name, type } = integration;
  return ok({ id, name, type, enabled });
}

function list({ account, query }: Call): Reply {
  const [team, type] = [query.get('teamId'), query.get('type')];
  const all = account
    .listed(account.integrations.values())
    .filter((one) => (team === null || one.ownerTeam?.id === team) && (type === null || one.type === type));
  return ok(
    all.map(({ id, name, type: kind, enabled, ownerTeam }) => {
      return { id, name, type: kind, enabled, ...(ownerTeam ? { teamId: ownerTeam.id } : {}) };
    }),
  );
}

/** https://docs.opsgenie.com/docs/integration-api */
export const integrationRoutes: readonly Route[] = [
  route('POST', '/v2/integrations', create),
  route('GET', '/v2/integrations', list),
  route('GET', '/v2/integrations/:id', (call) =>
    ok({ ...shown(call.account, find(call)), _readOnly: ['id', 'type', 'emailAddress'] }),
  ),
  route('PUT', '/v2/integrations/:id', replace),
  route('DELETE', '/v2/integrations/:id', (call) => {
    call.account.integrations.delete(find(call).id);
    return deleted;
  }),
  route('POST', '/v2/integrations/:id/enable', (call) => enable(call, true)),
  route('POST', '/v2/integrations/:id/disable', (call) => enable(call, false)),
];
