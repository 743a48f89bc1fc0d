import type { Account, Fields, Integration } from '../account.ts';
import { isSame, type Recipient } from '../blocks/recipients.ts';
import { policiesOf } from '../policies/policies.ts';
import type { Alert, Content } from './alert.ts';
import { applies, startNotifying } from './notification.ts';
import { note, openWith } from './state.ts';
import { filled } from './templates.ts';

/** Texts once each, no more than the API keeps. */
export function joined(most: number, ...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].filter((one) => one !== '').slice(0, most);
}

export function joinedRecipients(...lists: readonly (readonly Recipient[])[]): Recipient[] {
  const all = lists.flat();
  return all.filter((one, index) => all.findIndex((other) => isSame(one, other)) === index);
}

/** An alert after a policy. */
function changed(content: Content, settings: Fields): Content {
  const text = (name: keyof Content, longest: number): string => filled(settings[name], content).slice(0, longest);
  const original = <T>(flag: string, value: T, nothing: T): T => (settings[`ignoreOriginal${flag}`] ? nothing : value);
  const own = <T>(name: string): T => settings[name] as T;
  const details = Object.entries(own<Record<string, string>>('details')).map(([key, value]) => [
    key,
    filled(value, content),
  ]);
  const tags = own<string[]>('tags').map((tag) => filled(tag, content));
  return {
    message: text('message', 130),
    alias: text('alias', 512),
    description: text('description', 15_000),
    entity: text('entity', 512),
    source: text('source', 512),
    priority: settings['priority'] === undefined ? content.priority : String(settings['priority']),
    tags: joined(20, original('Tags', content.tags, []), tags),
    actions: joined(10, original('Actions', content.actions, []), own<string[]>('actions')),
    details: { ...original('Details', content.details, {}), ...(Object.fromEntries(details) as Content['details']) },
    responders: joinedRecipients(original('Responders', content.responders, []), own<Recipient[]>('responders')),
  };
}

/** Runs through a list of alert policies: the first that applies is the last, unless it says to continue. */
function throughPolicies(account: Account, team: string | undefined, content: Content, log: string[]): Content {
  let current = content;
  for (const policy of policiesOf(account, 'alert', team)) {
    if (!applies(account, policy, current)) continue;
    current = changed(current, policy.settings);
    log.push(`policy [${policy.name}] applied`);
    if (!policy.settings['continue']) break;
  }
  return current;
}

/** The team whose policies look at an alert: that of the integration, else the only responder of one that belongs to nobody. */
function policyTeam({ ownerTeam }: Integration, { responders }: Content): string | undefined {
  if (ownerTeam) return ownerTeam.id;
  const [only] = responders;
  return responders.length === 1 && only?.type === 'team' ? only.id : undefined;
}

/** An alert that is open with the same alias only counts. */
function counted(account: Account, alias: string): Alert | undefined {
  const alert = openWith(account, alias);
  if (!alert) return undefined;
  alert.occurrences.push(account.now);
  note(account, alert, `occurred again, ${alert.occurrences.length}`);
  alert.onOccurrence?.();
  return alert;
}

function newAlert(account: Account, integration: Integration, content: Content, id: string): Alert {
  return {
    ...content,
    id,
    tinyId: String(account.alerts.size + 1),
    createdAt: account.now,
    updatedAt: account.now,
    integration: { id: integration.id, name: integration.name, type: integration.type },
    ownerTeamId: integration.ownerTeam?.id ?? '',
    status: 'open',
    acknowledged: false,
    owner: '',
    occurrences: [account.now],
    notes: [],
    log: [],
    quietings: 0,
    run: 0,
    told: new Map(),
  };
}

/** Opens an alert: policies of the account, policies of the team, then people. */
export function open(account: Account, integration: Integration, received: Content): Alert {
  const id = `${account.newId()}-${account.now}`;
  const content = received.alias === '' ? { ...received, alias: id } : received;
  const before = counted(account, content.alias);
  if (before) return before;
  const log: string[] = [];
  const changedOnce = throughPolicies(account, undefined, content, log);
  const team = policyTeam(integration, changedOnce);
  const final = team === undefined ? changedOnce : throughPolicies(account, team, changedOnce, log);
  const renamed = counted(account, final.alias);
  if (renamed) return renamed;
  const alert = newAlert(account, integration, final, id);
  account.alerts.set(id, alert);
  for (const text of ['created', ...log]) note(account, alert, text);
  if (integration.settings['suppressNotifications'] === true) note(account, alert, 'the integration notifies nobody');
  else startNotifying(account, alert, team);
  return alert;
}
