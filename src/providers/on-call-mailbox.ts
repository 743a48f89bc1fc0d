import { interpolate } from '../definitions/values/interpolate.ts';
import type { Scope } from './alert-scope.ts';

/** Where mail reaches a squad at the on-call backend, or why it would not. */
export type OnCallMailbox = { readonly address: string } | { readonly message: string; readonly help: string };

/** Whether an integration of this type is one that gets mails. */
export function isEmailType(type: unknown): boolean {
  return /^e-?mail$/i.test(String(type));
}

/** The address of a squad. @param pattern `onCall` of a connection, with `${squad}` */
export function mailboxOf(pattern: string, squad: string): string {
  return String(interpolate(pattern, new Map([['squad', squad]])).value);
}

/** Whether an integration, as the squad's document has it, gets what is written to an address. */
export function getsMailOf({ type, address }: Readonly<Record<string, unknown>>, mailbox: string): boolean {
  return isEmailType(type) && address === localPart(mailbox);
}

function localPart(mailbox: string): string {
  return mailbox.replace(/@.*$/s, '');
}

/**
 * The mailbox of a squad's e-mail integration, which has to be among the squad's integrations: mail to another address would be lost unseen.
 * @param pattern `onCall` of a connection, with `${squad}`
 */
export function onCallMailbox({ alert, context }: Scope, squad: string, pattern: string): OnCallMailbox {
  const address = mailboxOf(pattern, squad);
  const known = (context.squad(squad)?.['integrations'] ?? {}) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  if (Object.values(known).some((one) => getsMailOf(one, address))) return { address };
  return {
    message: `This alert pages ${address}, but the squad "${squad}" has no e-mail integration with this address.`,
    help: `Add "integrations: { ${alert.source.vendor}: { type: Email, address: ${localPart(address)} } }" to the squad.`,
  };
}
