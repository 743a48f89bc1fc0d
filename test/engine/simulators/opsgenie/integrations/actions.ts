import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields, Integration } from '../account.ts';
import { actionFilterIn, matchAll } from '../blocks/filter.ts';
import { recipientsIn, shownRecipient, type Recipient } from '../blocks/recipients.ts';
import {
  choiceIn,
  fieldsOf,
  flagIn,
  integerIn,
  invalid,
  listIn,
  objectIn,
  requiredText,
  textIn,
  textsIn,
} from '../refusal.ts';
import { missing, ok, route, updated, type Call, type Route } from '../routes.ts';

/** The kinds in the order in which they are tried. */
export const actionKinds = ['ignore', 'create', 'close', 'acknowledge', 'addNote'] as const;
export type ActionKind = (typeof actionKinds)[number];

const common = ['type', 'name', 'order', 'filter', 'alias', 'user', 'note'];
const creating = [
  'source',
  'message',
  'description',
  'entity',
  'priority',
  'customPriority',
  'appendAttachments',
  'alertActions',
  'ignoreAlertActionsFromPayload',
  'recipients',
  'responders',
  'ignoreRecipientsFromPayload',
  'ignoreRespondersFromPayload',
  'ignoreTeamsFromPayload',
  'tags',
  'ignoreTagsFromPayload',
  'extraProperties',
  'ignoreExtraPropertiesFromPayload',
];

function creation(account: Account, fields: Fields): Fields {
  const text = (name: string, longest: number): string => textIn(fields, name, longest) ?? `{{${name}}}`;
  const flag = (name: string): boolean => flagIn(fields, name) ?? false;
  const priority = choiceIn(fields, 'priority', ['P1', 'P2', 'P3', 'P4', 'P5']);
  const customPriority = textIn(fields, 'customPriority', 512);
  if (priority && customPriority) invalid('customPriority', 'goes not with priority');
  return {
    source: text('source', 512),
    message: text('message', 1000),
    description: text('description', 15_000),
    entity: text('entity', 512),
    ...(priority ? { priority } : {}),
    ...(customPriority ? { customPriority } : {}),
    appendAttachments: flagIn(fields, 'appendAttachments') ?? true,
    alertActions: textsIn(fields, 'alertActions', 10, 50) ?? [],
    tags: textsIn(fields, 'tags', 20, 50) ?? [],
    responders: recipientsIn(account, fields, 'responders', ['user', 'team', 'schedule', 'escalation'], 50) ?? [],
    extraProperties: objectIn(fields, 'extraProperties') ?? {},
    ignoreAlertActionsFromPayload: flag('ignoreAlertActionsFromPayload'),
    ignoreRespondersFromPayload: flag('ignoreRespondersFromPayload'),
    ignoreTagsFromPayload: flag('ignoreTagsFromPayload'),
    ignoreExtraPropertiesFromPayload: flag('ignoreExtraPropertiesFromPayload'),
  };
}

function actionOf(account: Account, kind: ActionKind, item: unknown, integrationType: string): Fields {
  const fields = fieldsOf(item, kind === 'create' ? [...common, ...creating] : common);
  const type = textIn(fields, 'type', 50) ?? kind;
  if (type.toLowerCase() !== kind.toLowerCase()) invalid('type', `[${type}] stands in the list [${kind}]`);
  return {
    type: kind,
    name: requiredText(fields, 'name', 512),
    order: integerIn(fields, 'order', 0, 1000) ?? 0,
    filter: actionFilterIn(fields, integrationType) ?? matchAll,
    ...(kind === 'ignore' ? {} : plainTexts(fields)),
    ...(kind === 'create' ? creation(account, fields) : {}),
  };
}

function plainTexts(fields: Fields): Fields {
  const text = (name: string, otherwise: string): string => textIn(fields, name, 15_000) ?? otherwise;
  return { alias: text('alias', '{{alias}}'), user: text('user', '{{user}}'), note: text('note', '{{note}}') };
}

const byOrder = (one: Fields, other: Fields): number => Number(one['order']) - Number(other['order']);

/** The actions of an integration by kind, in their order; a new one has one of each kind that takes everything. */
export function actionsOf(account: Account, integration: Integration): Readonly<Record<ActionKind, readonly Fields[]>> {
  const { actions } = integration;
  const standard = (kind: ActionKind, name: string): Fields[] => [
    actionOf(account, kind, { name, order: 0 }, integration.type),
  ];
  return {
    ignore: [...(actions ? (actions['ignore'] ?? []) : [])].sort(byOrder),
    create: [...(actions ? (actions['create'] ?? []) : standard('create', 'Create Alert'))].sort(byOrder),
    close: [...(actions ? (actions['close'] ?? []) : standard('close', 'Close Alert'))].sort(byOrder),
    acknowledge: [...(actions ? (actions['acknowledge'] ?? []) : standard('acknowledge', 'Acknowledge Alert'))].sort(
      byOrder,
    ),
    addNote: [...(actions ? (actions['addNote'] ?? []) : standard('addNote', 'Add Note To Alert'))].sort(byOrder),
  };
}

function shown(account: Account, integration: Integration): Fields {
  const { id, name, enabled, type } = integration;
  const lists = Object.entries(actionsOf(account, integration)).map(([kind, actions]) => [
    kind,
    actions.map((action) => shownAction(account, action)),
  ]);
  return { _parent: { id, name, enabled, type }, ...Object.fromEntries(lists) };
}

function shownAction(account: Account, action: Fields): Fields {
  const { type: conditionMatchType, conditions } = action['filter'] as typeof matchAll;
  const responders = action['responders'] as readonly Recipient[] | undefined;
  return {
    ...action,
    filter: { conditionMatchType, conditions },
    ...(responders ? { responders: responders.map((one) => shownRecipient(account, one)) } : {}),
  };
}

function find({ account, id }: Call): Integration {
  return account.integrations.get(id) ?? missing('Integration', id);
}

/** Replaces all lists; one that is left out becomes empty. */
function replaceAll(call: Call): Reply {
  const { account } = call;
  const integration = find(call);
  const fields = fieldsOf(call.body, actionKinds);
  integration.actions = Object.fromEntries(
    actionKinds.map((kind) => [
      kind,
      (listIn(fields, kind, 100) ?? []).map((item) => actionOf(account, kind, item, integration.type)),
    ]),
  );
  return updated(shown(account, integration));
}

/** Adds one action to the list of its kind. */
function add(call: Call): Reply {
  const { account } = call;
  const integration = find(call);
  const { type } = fieldsOf(call.body, [...common, ...creating]);
  const kind = actionKinds.find((one) => one.toLowerCase() === String(type).toLowerCase());
  if (!kind) return invalid('type', `must be one of ${actionKinds.join(', ')}`);
  const action = actionOf(account, kind, call.body, integration.type);
  const before = actionsOf(account, integration);
  integration.actions = { ...before, [kind]: [...before[kind], action] };
  return { status: 201, body: { result: 'Created', data: shown(account, integration) } };
}

/** https://docs.opsgenie.com/docs/integration-api, integration actions */
export const actionRoutes: readonly Route[] = [
  route('GET', '/v2/integrations/:id/actions', (call) => ok(shown(call.account, find(call)))),
  route('POST', '/v2/integrations/:id/actions', add),
  route('PUT', '/v2/integrations/:id/actions', replaceAll),
];
