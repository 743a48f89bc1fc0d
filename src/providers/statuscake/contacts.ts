import { isQuiet } from '../../definitions/resolve/quiet.ts';
import type { NotifyTarget } from '../../definitions/types.ts';
import type { Reference } from '../../graph/types.ts';
import type { CompiledResource } from '../provider.ts';
import { onCallMailbox } from '../on-call-mailbox.ts';
import { contactsPart, markedName } from './marker.ts';
import { channelOf, connectionOf, report, type Scope } from './scope.ts';
import { contactGroupType } from './shapes.ts';

/** Where a message goes. */
interface Destinations {
  readonly emailAddresses: readonly string[];
  readonly integrations: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The id of an alert's contact group. */
export function contactsOf({ alert }: Scope): Reference {
  return { $ref: `${alert.identity}#${contactsPart}`, output: 'id' };
}

/**
 * Who is told of an alert, as a contact group of its own: deliveries follow the alert, and its name says whose the check is. StatusCake tells the same
 * people when something is down and when it is up again.
 */
export function contactGroup(scope: Scope): CompiledResource {
  const { alert, context } = scope;
  const squad = 'squad' in alert.reaches ? alert.reaches.squad : alert.reaches.otherwise;
  const reached = isQuiet(alert) ? [] : alert.notify.critical.map((target) => destinationsOf(scope, squad, target));
  const set = (of: (one: Destinations) => readonly string[]): string[] => [...new Set(reached.flatMap(of))].sort();
  return {
    part: contactsPart,
    type: contactGroupType,
    title: `${alert.title} (contacts)`,
    inputs: {
      name: markedName(alert.title, { ...alert, identity: `${alert.identity}#${contactsPart}` }, context.project),
      emailAddresses: set(({ emailAddresses }) => emailAddresses),
      integrations: set(({ integrations }) => integrations),
    },
    derivedFrom: {
      name: ['description'],
      emailAddresses: ['notify', 'squad', 'priority', 'disabled', 'mode'],
      integrations: ['notify', 'squad', 'priority', 'disabled', 'mode'],
    },
  };
}

function destinationsOf(scope: Scope, squad: string, target: NotifyTarget): Destinations {
  if (target === 'on-call') return onCall(scope, squad);
  const fields = channelOf(scope, squad, target.channel);
  return fields ? channel(scope, squad, target.channel, fields) : nowhere;
}

/** By an integration of the on-call backend, or by mail to one of the squad's integrations there. */
function onCall(scope: Scope, squad: string): Destinations {
  const integrations = integrationsOf(scope, (one) => one['squad'] === squad);
  if (integrations.length > 0) return { emailAddresses: [], integrations };
  const pattern = connectionOf(scope)['onCall'];
  if (typeof pattern !== 'string')
    return unreachable(scope, 'This alert pages, but nothing says how StatusCake reaches the on-call backend.', {
      help: 'Give the StatusCake connection "onCall", the mailbox of an e-mail integration, or list its integration for this squad.',
    });
  const mailbox = onCallMailbox(scope, squad, pattern);
  if ('message' in mailbox) return unreachable(scope, mailbox.message, { help: mailbox.help });
  return { emailAddresses: [mailbox.address], integrations: [] };
}

function channel(scope: Scope, squad: string, name: string, { email, slack, discord, teams }: Fields): Destinations {
  const integrations = integrationsOf(
    scope,
    (one) =>
      (slack !== undefined && one['slack'] === slack) ||
      (discord !== undefined && one['discord'] === discord) ||
      (teams !== undefined && one['teams'] === teams),
  );
  const emailAddresses = typeof email === 'string' ? [email] : [];
  if (integrations.length + emailAddresses.length > 0) return { emailAddresses, integrations };
  return unreachable(scope, `StatusCake cannot reach the channel "${name}" of the squad "${squad}".`, {
    help: 'Give the channel an "email", or list its integration ("id" and "slack") in the StatusCake connection.',
  });
}

const nowhere: Destinations = { emailAddresses: [], integrations: [] };

function unreachable(scope: Scope, message: string, more: { readonly help: string }): Destinations {
  report(scope, 'statuscake/destination', ['notify', 'critical'], message, more);
  return nowhere;
}

function integrationsOf(scope: Scope, reaches: (integration: Fields) => boolean): string[] {
  const all = (connectionOf(scope)['integrations'] ?? []) as readonly Fields[];
  return all.filter(reaches).map((one) => String(one['id']));
}
