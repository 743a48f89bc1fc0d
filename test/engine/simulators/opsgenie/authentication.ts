import type { SeenRequest } from '../http-simulator.ts';
import type { Account, Integration } from './account.ts';
import { Refusal } from './refusal.ts';

const unauthorized = 'You are not authorized for this operation';

/**
 * The integration whose key a request has; undefined for the account's key. Throws 401 without a key and with that of an integration that is off,
 * 403 for a key that is unknown or may not do this: keys of the account do not open or close alerts, those of integrations do not configure unless
 * they are allowed to. https://docs.opsgenie.com/docs/api-key-management
 */
export function authenticate(account: Account, accountKey: string, request: SeenRequest): Integration | undefined {
  const { method, path, headers } = request;
  const authorization = headers['authorization'];
  if (authorization === undefined) throw new Refusal(401, 'Could not authenticate');
  const isAlert = /^\/v2\/alerts(\/|$)/.test(path);
  const isWrite = method !== 'GET';
  if (authorization === `GenieKey ${accountKey}`) {
    if (isAlert && isWrite) throw new Refusal(403, unauthorized);
    return undefined;
  }
  const integration = [...account.integrations.values()].find(
    ({ type, apiKey }) => type !== 'Email' && authorization === `GenieKey ${apiKey}`,
  );
  if (!integration) throw new Refusal(403, unauthorized);
  if (!integration.enabled) throw new Refusal(401, 'Could not authenticate');
  const { allowWriteAccess, allowConfigurationAccess } = integration.settings;
  if (isWrite && allowWriteAccess === false) throw new Refusal(403, unauthorized);
  if (!isAlert && allowConfigurationAccess !== true) throw new Refusal(403, unauthorized);
  return integration;
}
