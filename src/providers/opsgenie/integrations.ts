import type { Integration, IntegrationAction } from '../../oncall/model.ts';
import { isEmailType } from '../on-call-mailbox.ts';
import { conditionsOf, filterOf } from './criteria.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { mailConditions, mailContent, mailIdentity, mailTitle } from './mail.ts';
import { accountName } from './names.ts';
import { titleOf } from './policies.ts';
import { emailIntegrationType, integrationActionType, integrationType } from './resource-types.ts';

/** Kinds that the API creates only with fields that a definition does not have: https://docs.opsgenie.com/docs/integration-api */
const needsMore = /^webhook$/i;

/** What calls the squad, and what is done with what it sends. */
export function addIntegration(integration: Integration, compiling: Compiling): void {
  const { id, type, address, path, actions } = integration;
  const name = accountName(compiling.squad.id, id);
  if (needsMore.test(type))
    compiling.report('integration-type', [...path, 'type'], `Integrations of type ${type} need more than a type.`, {
      help: 'Use "API", or the name of the tool that sends, such as "Datadog".',
    });
  const isEmail = isEmailType(type);
  if (isEmail && address === undefined)
    compiling.report('integration-address', path, 'An integration of type Email needs an address.', {
      help: `Write "address: ${id}" for ${id}@<account>.opsgenie.net.`,
    });
  if (!isEmail && address !== undefined)
    compiling.report('integration-address', [...path, 'address'], `An integration of type ${type} has no address.`);
  const at = path.join('.');
  const common = { name, enabled: true, ownerTeamId: compiling.team };
  compiling.add({
    kind: 'integration',
    id,
    at: path,
    type: isEmail ? emailIntegrationType : integrationType,
    title: name,
    inputs: isEmail ? { ...common, emailUsername: address ?? id } : { ...common, type },
    ...(isEmail ? { options: { replaceOnChanges: ['ownerTeamId'] } } : {}),
    derivedFrom: { type: [`${at}.type`], emailUsername: [`${at}.address`] },
  });
  if (actions.length > 0) addActions(integration, isEmail, compiling);
}

const lists = {
  create: 'creates',
  close: 'closes',
  acknowledge: 'acknowledges',
  'add-note': 'addNotes',
  ignore: 'ignores',
} as const;

/** Opsgenie tries actions by kind, ignoring first: https://docs.opsgenie.com/docs/integration-api */
const tried: readonly IntegrationAction['do'][] = ['ignore', 'create', 'close', 'acknowledge', 'add-note'];

function addActions({ id, actions, path }: Integration, isEmail: boolean, compiling: Compiling): void {
  reportOrder(actions, compiling);
  const at = `${path.join('.')}.actions`;
  const inputs = Object.fromEntries(
    tried.map((kind) => [
      lists[kind],
      actions
        .filter((action) => action.do === kind)
        .map((action, index) => actionOf(action, index + 1, isEmail, compiling)),
    ]),
  );
  const used = Object.fromEntries(Object.entries(inputs).filter(([, list]) => list.length > 0));
  compiling.add({
    kind: 'actions',
    id,
    at: [...path, 'actions'],
    type: integrationActionType,
    title: `${accountName(compiling.squad.id, id)}: actions`,
    inputs: { integrationId: compiling.id('integration', id), ...used },
    options: { replaceOnChanges: ['integrationId'] },
    derivedFrom: Object.fromEntries(Object.values(lists).map((list) => [list, [at]])),
  });
}

function reportOrder(actions: readonly IntegrationAction[], compiling: Compiling): void {
  const places = actions.map((action) => tried.indexOf(action.do));
  const wrong = places.findIndex((place, index) => index > 0 && place < (places[index - 1] as number));
  const action = actions[wrong];
  if (action)
    compiling.report(
      'action-order',
      action.path,
      `Opsgenie tries "${action.do}" before "${actions[wrong - 1]?.do}", whatever stands first.`,
      {
        severity: 'warning',
        help: `Write the actions in Opsgenie's order: ${tried.join(', ')}.`,
      },
    );
}

function actionOf(action: IntegrationAction, order: number, isEmail: boolean, compiling: Compiling): Inputs {
  const { id, path, set, when } = action;
  const filter = filterOf((isEmail ? mailConditions : conditionsOf)(when, [...path, 'when'], compiling));
  const named = { name: id, order, filters: [withoutOrder(filter)] };
  if (action.do === 'ignore') return named;
  const noted = {
    ...named,
    ...(isEmail ? mailIdentity : {}),
    ...(set.note === undefined ? {} : { note: set.note }),
  };
  if (action.do !== 'create') return noted;
  return {
    ...noted,
    ...(isEmail ? mailContent(action) : {}),
    ...titleIn(action, isEmail, compiling),
    ...(set.priority === undefined ? {} : { priority: set.priority }),
    ...(set.tags === undefined ? {} : { tags: Object.entries(set.tags).map(([key, value]) => `${key}:${value}`) }),
    // The team that owns the integration is told in any case; left out, reading back would differ.
    responders: [{ type: 'team', id: compiling.team }],
  };
}

function titleIn({ set, path }: IntegrationAction, isEmail: boolean, compiling: Compiling): Inputs {
  if (set.title === undefined) return {};
  const title = titleOf(set.title, [...path, 'set', 'title'], compiling);
  return { message: isEmail ? mailTitle(title) : title };
}

/** Conditions of actions are a set, and their place always reads back as 0. */
function withoutOrder(filter: Inputs): Inputs {
  const conditions = filter['conditions'] as readonly Inputs[] | undefined;
  return conditions ? { ...filter, conditions: conditions.map((one) => ({ ...one, order: 0 })) } : filter;
}
