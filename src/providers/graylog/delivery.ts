import { isQuiet } from '../../definitions/resolve/quiet.ts';
import type { NotifyTarget, ResolvedAlert } from '../../definitions/types.ts';
import type { Reference } from '../../graph/types.ts';
import type { CompiledResource } from '../provider.ts';
import { onCallMailbox } from '../on-call-mailbox.ts';
import { markedDescription } from './marker.ts';
import { askedNotices, channelOf, connectionOf, report, type Scope } from './scope.ts';
import { notificationType } from './shapes.ts';
import { jsonTemplate, plainTitle, storyOf, template, titleOf, type Text } from './texts.ts';

type Inputs = CompiledResource['inputs'];
type Fields = Readonly<Record<string, unknown>>;

/** A notification and the part of the alert that it is. */
export interface Delivery {
  readonly part: string;
  readonly inputs: Inputs;
}

/** How each of those is told who hear of the alert; nobody while it is disabled or on trial. */
export function deliveriesOf(scope: Scope): Delivery[] {
  const { alert } = scope;
  if ('fromGroup' in alert.reaches)
    report(scope, 'graylog/owner', ['squad'], 'A notification of Graylog reaches one squad, whatever the group.');
  for (const transition of askedNotices(scope))
    report(
      scope,
      'graylog/notices',
      ['notify', transition],
      transition === 'recovery'
        ? 'Events of Graylog have no end that somebody could be told of.'
        : `Graylog finds something or nothing: there is no ${transition === 'noData' ? 'word about missing data' : 'warning'} that somebody could be told of.`,
    );
  if (isQuiet(alert)) return [];
  const told = alert.notify.critical.map((target) => deliveryOf(scope, squadOf(alert), target));
  return told.filter((one) => one !== undefined);
}

/** The squad that is reached. */
export function squadOf({ reaches }: ResolvedAlert): string {
  return 'squad' in reaches ? reaches.squad : reaches.otherwise;
}

/** A notification as a resource. */
export function notificationOf({ alert, context }: Scope, { part, inputs }: Delivery): CompiledResource {
  const title = `${plainTitle(alert)} (${part})`;
  const told = [
    'notify',
    'squad',
    'priority',
    'message',
    'impact',
    'description',
    'runbook',
    'dashboard',
    'links',
    'tags',
  ];
  return {
    part,
    type: notificationType,
    title,
    inputs: {
      title,
      description: markedDescription('', { ...alert, identity: `${alert.identity}#${part}` }, context.project),
      ...inputs,
    },
    derivedFrom: {
      title: ['description'],
      kind: ['notify'],
      url: ['notify'],
      body: told,
      credential: [],
      subject: ['description'],
      recipients: ['notify', 'squad'],
      channel: ['notify', 'squad'],
    },
  };
}

/** The id of a notification. */
export function notificationId({ alert }: Scope, part: string): Reference {
  return { $ref: `${alert.identity}#${part}`, output: 'id' };
}

function deliveryOf(scope: Scope, squad: string, target: NotifyTarget): Delivery | undefined {
  if (target === 'on-call') return onCall(scope, squad);
  const fields = channelOf(scope, squad, target.channel);
  return fields && channel(scope, squad, target.channel, fields);
}

/** Whether requests reach the on-call backend. */
export function callsByRequest(scope: Scope): boolean {
  return connectionOf(scope)['onCallKey'] !== undefined;
}

/** The variable that the connection names for a secret: who names another one has all notifications written with its value. */
export function variableOf(scope: Scope, field: 'onCallKey' | 'slackWebhook'): string {
  return String((connectionOf(scope)[field] as { readonly env?: unknown } | undefined)?.env);
}

/** By a request to the backend, or by mail to one of the squad's integrations there. */
function onCall(scope: Scope, squad: string): Delivery | undefined {
  if (callsByRequest(scope))
    return {
      part: 'on-call',
      inputs: {
        kind: 'http',
        url: `${backendUrl(scope)}/v2/alerts`,
        credential: variableOf(scope, 'onCallKey'),
        body: alertBody(scope, squad),
      },
    };
  const pattern = connectionOf(scope)['onCall'];
  if (typeof pattern !== 'string')
    return unreachable(scope, 'This alert pages, but nothing says how Graylog reaches the on-call backend.', {
      help: 'Give the Graylog connection "onCallKey: { env: GRAYLOG_ON_CALL_KEY }", the key of an API integration; or, for servers before 6.0, "onCall", the mailbox of an e-mail integration.',
    });
  const mailbox = onCallMailbox(scope, squad, pattern);
  if ('message' in mailbox) return unreachable(scope, mailbox.message, { help: mailbox.help });
  return mail('on-call', mailbox.address, scope);
}

function channel(scope: Scope, squad: string, name: string, { email, slack }: Fields): Delivery | undefined {
  const part = `channel-${name}`;
  if (typeof slack === 'string' && connectionOf(scope)['slackWebhook'] !== undefined)
    return {
      part,
      inputs: {
        kind: 'slack',
        channel: slack,
        credential: variableOf(scope, 'slackWebhook'),
        body: template([...titleOf(scope), '\n\n', ...storyOf(scope)]),
      },
    };
  if (typeof email === 'string') return mail(part, email, scope);
  return unreachable(scope, `Graylog cannot reach the channel "${name}" of the squad "${squad}".`, {
    help: 'Give the channel an "email", or the Graylog connection "slackWebhook: { env: GRAYLOG_SLACK_WEBHOOK }".',
  });
}

function mail(part: string, recipient: string, scope: Scope): Delivery {
  return {
    part,
    inputs: {
      kind: 'email',
      recipients: [recipient],
      subject: template(titleOf(scope)),
      body: template(storyOf(scope)),
    },
  };
}

function unreachable(scope: Scope, message: string, more: { readonly help: string }): undefined {
  report(scope, 'graylog/destination', ['notify', 'critical'], message, more);
}

/** Regions have addresses of their own: https://docs.opsgenie.com/docs/api-overview */
export function backendUrl({ context }: Scope): string {
  const backend = Object.values(context.connections).find(({ vendor }) => vendor === 'opsgenie');
  return backend?.['region'] === 'eu' ? 'https://api.eu.opsgenie.com' : 'https://api.opsgenie.com';
}

/** What is the same for all events of one alert and group, so that the backend opens one alert for them. */
export function aliasOf({ alert, context }: Scope): Text {
  const own = `${context.project.uid}/${alert.identity}`;
  return alert.groups ? [`${own}|`, { variable: 'event.key' }] : [own];
}

/** What the backend takes of an alert, and refuses it otherwise: https://docs.opsgenie.com/docs/alert-api, create alert */
const longestMessage = 130;
const longestTag = 50;
const mostTags = 20;

/** Characters that a group is given in the title; what its values are is known only to Graylog. */
const roomOfGroup = 20;

function checkTitle(scope: Scope, title: Text): void {
  const length = title.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : roomOfGroup), 0);
  if (length > longestMessage)
    report(
      scope,
      'graylog/title-length',
      ['description'],
      `Opsgenie refuses an alert whose title has more than ${longestMessage} characters; this one has ${length}, with ${roomOfGroup} for each group.`,
      { help: 'Shorten the description.' },
    );
}

/** An alert as the backend takes it: https://docs.opsgenie.com/docs/alert-api, create alert */
function alertBody(scope: Scope, squad: string): string {
  const { alert } = scope;
  checkTitle(scope, titleOf(scope));
  const parts: readonly (readonly [string, string])[] = [
    ['message', jsonTemplate(titleOf(scope))],
    ['alias', jsonTemplate(aliasOf(scope))],
    ['description', jsonTemplate(storyOf(scope))],
    ['responders', `[{"type":"team","name":${jsonTemplate([squad])}}]`],
    [
      'tags',
      `[${tagsOf(scope)
        .map((tag) => jsonTemplate([tag]))
        .join(',')}]`,
    ],
    ['priority', jsonTemplate([alert.priority])],
    ['entity', jsonTemplate([alert.application])],
    ['source', '"graylog"'],
  ];
  return `{${parts.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}

/** Tags by which policies of the backend select, as a monitoring vendor with tags hands them on. */
function tagsOf({ alert }: Scope): string[] {
  const facts = [
    `alerts_identity:${alert.identity}`,
    `team:${alert.squad}`,
    `service:${alert.application}`,
    `env:${alert.environment}`,
    ...(alert.category === undefined ? [] : [`category:${alert.category}`]),
    ...Object.entries(alert.tags).map(([key, value]) => `${key}:${value}`),
  ];
  const kept = facts.slice(0, mostTags).map((tag) => tag.toLowerCase().slice(0, longestTag));
  return [...new Set(kept)].sort();
}
