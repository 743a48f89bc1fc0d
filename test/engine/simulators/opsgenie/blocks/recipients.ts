import type { Account, Fields } from '../account.ts';
import { fieldsOf, invalid, listIn } from '../refusal.ts';
import { isCalled } from '../routes.ts';

export type RecipientType = 'user' | 'team' | 'schedule' | 'escalation' | 'none';

/** Who or what is told; `none` has no id. */
export interface Recipient {
  readonly type: RecipientType;
  readonly id: string;
}

function idOf(account: Account, type: RecipientType, { id, name, username }: Fields): string | undefined {
  if (type === 'user') return findUser(account, String(id || username || ''))?.id;
  const objects = {
    team: account.teams,
    schedule: account.schedules,
    escalation: account.escalations,
    none: undefined,
  };
  const among = [...(objects[type]?.values() ?? [])];
  if (id) return among.find((one) => one.id === id)?.id;
  return among.find((one) => isCalled(one, String(name ?? '')))?.id;
}

/** Users go by their id or their user name. */
export function findUser(account: Account, idOrName: string): { id: string; username: string } | undefined {
  const name = idOrName.toLowerCase();
  return account.users.get(idOrName) ?? [...account.users.values()].find(({ username }) => username === name);
}

/** One recipient, of allowed types and existing. Clients send an empty `username` with every type. */
export function recipientOf(
  account: Account,
  value: unknown,
  name: string,
  types: readonly RecipientType[],
): Recipient {
  const fields = fieldsOf(value ?? {}, ['type', 'name', 'username']);
  const type = types.find((one) => one === fields['type']) ?? invalid(name, `must have a type of ${types.join(', ')}`);
  if (type === 'none') return { type, id: '' };
  const id = idOf(account, type, fields);
  return id ? { type, id } : invalid(name, `${type} [${called(fields)}] does not exist`);
}

function called({ id, name, username }: Fields): string {
  return [id, username, name].find((one): one is string => typeof one === 'string' && one !== '') ?? '';
}

/** A list of recipients; undefined when it is absent. */
export function recipientsIn(
  account: Account,
  fields: Fields,
  name: string,
  types: readonly RecipientType[],
  longest = 100,
): Recipient[] | undefined {
  return listIn(fields, name, longest)?.map((item) => recipientOf(account, item, name, types));
}

/** A name to show a recipient by. */
export function nameOf(account: Account, { type, id }: Recipient): string {
  if (type === 'user') return account.users.get(id)?.username ?? '';
  const objects = {
    team: account.teams,
    schedule: account.schedules,
    escalation: account.escalations,
    none: undefined,
  };
  return objects[type]?.get(id)?.name ?? '';
}

/** A recipient as the API shows it. */
export function shownRecipient(account: Account, recipient: Recipient): Fields {
  const { type, id } = recipient;
  if (type === 'none') return { type };
  return { type, id, [type === 'user' ? 'username' : 'name']: nameOf(account, recipient) };
}

export function isSame(one: Recipient, other: Recipient): boolean {
  return one.type === other.type && one.id === other.id;
}
