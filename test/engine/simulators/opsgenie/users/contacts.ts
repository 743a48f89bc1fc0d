import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { choiceIn, fieldsOf, invalid, Refusal, requiredText } from '../refusal.ts';
import { created, deleted, missing, ok, route, updated, type Call, type Route } from '../routes.ts';
import type { Contact, User } from './user.ts';
import { userOf } from './users.ts';

/** Two of each; mobiles as many as one likes, but through the app alone: https://docs.opsgenie.com/docs/notification-preferences */
const most = 2;

function check(method: Contact['method'], to: string): void {
  if (method === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(to)) invalid('to', 'must be an e-mail address');
  if (['sms', 'voice'].includes(method) && !/^\d{1,3}-\d{4,14}$/.test(to))
    invalid('to', 'must be a country code, a dash and a number, like 1-5551234567');
}

function contactsOf(account: Account, user: User): Contact[] {
  return [...account.contacts.values()].filter((one) => one.user === user.id);
}

/** Adds a contact without looking at limits. */
export function addContact(account: Account, user: User, method: Contact['method'], to: string): Contact {
  const contact: Contact = { id: account.newId(), user: user.id, method, to, enabled: true };
  account.contacts.set(contact.id, contact);
  return contact;
}

export function shownContact({ id, method, to, enabled }: Contact): Fields {
  return { id, method, to, status: enabled ? { enabled } : { enabled, disabledReason: 'Disabled by user' } };
}

function refuseTaken(account: Account, user: User, method: Contact['method'], to: string, except?: Contact): void {
  const others = contactsOf(account, user).filter((one) => one !== except && one.method === method);
  if (others.some((one) => one.to === to)) throw new Refusal(409, `Contact [${to}] already exists.`);
  if (others.length >= most) invalid('method', `at most ${most} contacts of method [${method}]`);
}

function create(call: Call): Reply {
  const user = userOf(call);
  const fields = fieldsOf(call.body, ['method', 'to']);
  const method = choiceIn(fields, 'method', ['email', 'sms', 'voice']) ?? invalid('method', 'may not be empty');
  const to = requiredText(fields, 'to', 512);
  check(method, to);
  refuseTaken(call.account, user, method, to);
  return created({ id: addContact(call.account, user, method, to).id });
}

function find(call: Call): Contact {
  const user = userOf(call);
  const id = call.ids[1] ?? '';
  return contactsOf(call.account, user).find((one) => one.id === id) ?? missing('Contact', id);
}

function update(call: Call): Reply {
  const contact = find(call);
  const to = requiredText(fieldsOf(call.body, ['to']), 'to', 512);
  check(contact.method, to);
  refuseTaken(call.account, userOf(call), contact.method, to, contact);
  contact.to = to;
  return updated({ id: contact.id });
}

function enable(call: Call, enabled: boolean): Reply {
  const contact = find(call);
  contact.enabled = enabled;
  return updated({ id: contact.id });
}

/** https://docs.opsgenie.com/docs/contact-api */
export const contactRoutes: readonly Route[] = [
  route('POST', '/v2/users/:id/contacts', create),
  route('GET', '/v2/users/:id/contacts', (call) =>
    ok(contactsOf(call.account, userOf(call)).map((one, applyOrder) => ({ ...shownContact(one), applyOrder }))),
  ),
  route('GET', '/v2/users/:id/contacts/:contact', (call) => ok(shownContact(find(call)))),
  route('PATCH', '/v2/users/:id/contacts/:contact', update),
  route('DELETE', '/v2/users/:id/contacts/:contact', (call) => {
    call.account.contacts.delete(find(call).id);
    return deleted;
  }),
  route('POST', '/v2/users/:id/contacts/:contact/enable', (call) => enable(call, true)),
  route('POST', '/v2/users/:id/contacts/:contact/disable', (call) => enable(call, false)),
];
