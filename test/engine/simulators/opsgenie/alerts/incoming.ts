import type { Account, Fields, Integration } from '../account.ts';
import type { Filter } from '../blocks/filter.ts';
import type { Recipient } from '../blocks/recipients.ts';
import { actionKinds, actionsOf, type ActionKind } from '../integrations/actions.ts';
import { maintained } from '../maintenance.ts';
import type { Alert, Content } from './alert.ts';
import { joined, joinedRecipients, open } from './creation.ts';
import { matches } from './matching.ts';
import { acknowledge, close, openWith } from './state.ts';
import { filled, type Extras } from './templates.ts';

/** What became of something that an integration was sent. */
export interface Outcome {
  readonly success: boolean;
  readonly status: string;
  readonly alert?: Alert;
}

function respondersOf(integration: Integration, action: Fields, content: Content): Recipient[] {
  const { settings, ownerTeam } = integration;
  const isIgnored = action['ignoreRespondersFromPayload'] || settings['ignoreRespondersFromPayload'];
  const explicit = joinedRecipients(action['responders'] as Recipient[], isIgnored ? [] : content.responders);
  const own = (settings['responders'] ?? []) as Recipient[];
  if (explicit.length > 0 || own.length > 0) return explicit.length > 0 ? explicit : [...own];
  return ownerTeam ? [{ type: 'team', id: ownerTeam.id }] : [];
}

function priorityOf(action: Fields, content: Content, extras: Extras): string {
  const custom = filled(action['customPriority'], content, extras);
  if (/^P[1-5]$/.test(custom)) return custom;
  return action['priority'] === undefined ? content.priority : String(action['priority']);
}

/** An alert as the integration's create action makes it. */
function made(integration: Integration, action: Fields, content: Content, extras: Extras): Content {
  const text = (name: string, longest: number): string => filled(action[name], content, extras).slice(0, longest);
  const kept = <T>(flag: string, value: T, nothing: T): T => (action[`ignore${flag}FromPayload`] ? nothing : value);
  const properties = Object.entries(action['extraProperties'] as Fields).map(([key, value]) => [
    key,
    filled(value, content, extras),
  ]);
  const tags = (action['tags'] as string[]).map((tag) => filled(tag, content, extras));
  return {
    message: text('message', 130),
    alias: text('alias', 512),
    description: text('description', 15_000),
    source: text('source', 512),
    entity: text('entity', 512),
    priority: priorityOf(action, content, extras),
    tags: joined(20, kept('Tags', content.tags, []), tags),
    actions: joined(10, kept('AlertActions', content.actions, []), action['alertActions'] as string[]),
    details: {
      ...kept('ExtraProperties', content.details, {}),
      ...(Object.fromEntries(properties) as Content['details']),
    },
    responders: respondersOf(integration, action, content),
  };
}

/** The first action of a kind whose filter lets the alert through. */
export function actionFor(
  account: Account,
  integration: Integration,
  kind: ActionKind,
  content: Content,
): Fields | undefined {
  return actionsOf(account, integration)[kind].find((one) => matches(account, one['filter'] as Filter, content));
}

function onExisting(account: Account, kind: ActionKind, action: Fields, content: Content, extras: Extras): Outcome {
  const alert = openWith(account, filled(action['alias'], content, extras));
  if (!alert) return { success: false, status: 'Alert does not exist' };
  const by = filled(action['user'], content, extras) || 'integration';
  if (kind === 'close') close(account, alert, by);
  if (kind === 'acknowledge') acknowledge(account, alert, by);
  const text = filled(action['note'], content, extras);
  if (text !== '') alert.notes.push(text);
  return { success: true, status: `Action [${String(action['name'])}] executed`, alert };
}

/** Takes what an integration was sent through its actions: the first that matches is the only one; without any it is dropped. */
export function receive(account: Account, integration: Integration, content: Content, extras: Extras): Outcome {
  if (maintained(account, 'integration', integration.id) === 'disabled')
    return { success: false, status: 'Integration is disabled by a maintenance' };
  for (const kind of actionKinds) {
    const action = actionFor(account, integration, kind, content);
    if (!action) continue;
    if (kind === 'ignore') return { success: false, status: `Ignored by action [${String(action['name'])}]` };
    if (kind !== 'create') return onExisting(account, kind, action, content, extras);
    const alert = open(account, integration, made(integration, action, content, extras));
    if (extras.note !== '') alert.notes.push(extras.note);
    return { success: true, status: 'Created alert', alert };
  }
  return { success: false, status: 'No action of the integration matches' };
}
