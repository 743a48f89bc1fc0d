import { interpolate } from '../definitions/values/interpolate.ts';
import type { Scope } from './alert-scope.ts';

/** Where mail reaches a squad at the on-call backend, or why it would not. */
export type OnCallMailbox = { readonly address: string } | { readonly message: string; readonly help: string };

/**
 * The mailbox of a squad's e-mail integration, which has to be among the squad's integrations: mail to another address would be lost unseen.
 * @param pattern `onCall` of a connection, with `${squad}`
 */
export function onCallMailbox({ alert, context }: Scope, squad: string, pattern: string): OnCallMailbox {
  const address = String(interpolate(pattern, new Map([['squad', squad]])).value);
  const [local] = address.split('@');
  const known = (context.squad(squad)?.['integrations'] ?? {}) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  if (Object.values(known).some((one) => /^e-?mail$/i.test(String(one['type'])) && one['address'] === local))
    return { address };
  return {
    message: `This alert pages ${address}, but the squad "${squad}" has no e-mail integration with this address.`,
    help: `Add "integrations: { ${alert.source.vendor}: { type: Email, address: ${local} } }" to the squad.`,
  };
}
