import { isQuiet } from '../../definitions/resolve/quiet.ts';
import type { NotifyTarget } from '../../definitions/types.ts';
import type { CompiledResource } from '../provider.ts';
import { onCallMailbox } from '../on-call-mailbox.ts';
import { markedName, subscriptionPart } from './marker.ts';
import { channelOf, connectionOf, report, type Scope } from './scope.ts';
import { destinationType, subscriptionType } from './shapes.ts';

/** A destination, and the part of the alert that it is. */
interface Delivery {
  readonly part: string;
  readonly inputs: CompiledResource['inputs'];
}

/**
 * Destinations of an alert with its subscriptions to them: deliveries follow the alert. Redash tells all of them of each state. Nobody is told
 * while the alert is disabled or on trial.
 */
export function deliveriesOf(scope: Scope): CompiledResource[] {
  const { alert } = scope;
  if ('fromGroup' in alert.reaches)
    report(scope, 'redash/owner', ['squad'], 'A destination of Redash reaches one squad, whatever the value is.');
  if (isQuiet(alert)) return [];
  const squad = 'squad' in alert.reaches ? alert.reaches.squad : alert.reaches.otherwise;
  const told = alert.notify.critical.map((target) => deliveryOf(scope, squad, target));
  return told
    .filter((one) => one !== undefined)
    .flatMap((one) => [destinationOf(scope, one), subscriptionTo(scope, one)]);
}

function destinationOf({ alert, context }: Scope, { part, inputs }: Delivery): CompiledResource {
  const title = `${alert.title} (${part})`;
  return {
    part,
    type: destinationType,
    title,
    inputs: {
      name: markedName(title, { ...alert, identity: `${alert.identity}#${part}` }, context.project),
      ...inputs,
    },
    derivedFrom: { name: ['description'], kind: ['notify'], addresses: ['notify', 'squad'], credential: [] },
  };
}

function subscriptionTo({ alert }: Scope, { part }: Delivery): CompiledResource {
  return {
    part: subscriptionPart(part),
    type: subscriptionType,
    title: `${alert.title} (${part}, subscription)`,
    inputs: {
      alertId: { $ref: alert.identity, output: 'id' },
      destinationId: { $ref: `${alert.identity}#${part}`, output: 'id' },
    },
    derivedFrom: { alertId: [], destinationId: ['notify'] },
  };
}

function deliveryOf(scope: Scope, squad: string, target: NotifyTarget): Delivery | undefined {
  if (target === 'on-call') return onCall(scope, squad);
  const channel = channelOf(scope, squad, target.channel);
  if (!channel) return undefined;
  const { email } = channel;
  if (typeof email === 'string') return mail(`channel-${target.channel}`, email);
  return unreachable(scope, `Redash cannot reach the channel "${target.channel}" of the squad "${squad}".`, {
    help: 'Give the channel an "email"; channels of Slack have addresses, too.',
  });
}

/** By a webhook, or by mail to one of the squad's integrations at the on-call backend. */
function onCall(scope: Scope, squad: string): Delivery | undefined {
  const connection = connectionOf(scope);
  if (connection['onCallWebhook'] !== undefined)
    return { part: 'on-call', inputs: { kind: 'webhook', credential: 'onCallWebhook' } };
  const pattern = connection['onCall'];
  if (typeof pattern !== 'string')
    return unreachable(scope, 'This alert pages, but nothing says how Redash reaches the on-call backend.', {
      help: 'Give the Redash connection "onCall", the mailbox of an e-mail integration, or "onCallWebhook", the address of a relay.',
    });
  const mailbox = onCallMailbox(scope, squad, pattern);
  if ('message' in mailbox) return unreachable(scope, mailbox.message, { help: mailbox.help });
  return mail('on-call', mailbox.address);
}

function mail(part: string, address: string): Delivery {
  return { part, inputs: { kind: 'email', addresses: [address] } };
}

function unreachable(scope: Scope, message: string, more: { readonly help: string }): undefined {
  report(scope, 'redash/destination', ['notify', 'critical'], message, more);
}
