import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields } from '../account.ts';
import { findUser } from '../blocks/recipients.ts';
import { shownEscalation } from '../escalations.ts';
import { fieldsOf, invalid, objectIn, Refusal, requiredText, textIn, textsIn, zoneIn } from '../refusal.ts';
import { created, deleted, missing, ok, pageOf, refuseUsed, route, updated, type Call, type Route } from '../routes.ts';
import { escalationsWith, rotationsWith, schedulesWith, teamsWith } from '../usage.ts';
import { addContact, shownContact } from './contacts.ts';
import { shownForwarding } from '../forwarding-rules.ts';
import { addDefaultRule } from './notification-rules.ts';
import type { User } from './user.ts';

const known = [
  'username',
  'fullName',
  'role',
  'skypeUsername',
  'timeZone',
  'locale',
  'userAddress',
  'tags',
  'details',
  'invitationDisabled',
];
const builtIn = ['Owner', 'Admin', 'User', 'Observer', 'Stakeholder'];

/** The user that an address names, by id or user name. */
export function userOf({ account, id }: Pick<Call, 'account' | 'id'>): User {
  const user = findUser(account, id);
  return (user && account.users.get(user.id)) ?? missing('User', id);
}

/** A role by its name, as the API spells it. */
function roleIn(account: Account, fields: Fields): string | undefined {
  const role = objectIn(fields, 'role');
  if (!role) return undefined;
  const name = requiredText(fieldsOf(role, ['name']), 'name', 512).toLowerCase();
  const custom = [...account.roles.values()].map((one) => String(one.fields['name']));
  return [...builtIn, ...custom].find((one) => one.toLowerCase() === name) ?? invalid('role', `[${name}] is unknown`);
}

function usernameIn(account: Account, fields: Fields, except?: User): string | undefined {
  const username = textIn(fields, 'username', 100)?.toLowerCase();
  if (username === undefined) return undefined;
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(username)) invalid('username', 'must be an e-mail address');
  if ([...account.users.values()].some((one) => one !== except && one.username === username))
    throw new Refusal(409, `User with username [${username}] already exists.`);
  return username;
}

function detailsIn(fields: Fields): User['details'] | undefined {
  const details = objectIn(fields, 'details');
  if (!details) return undefined;
  return Object.fromEntries(Object.keys(details).map((name) => [name, textsIn(details, name, 100, 1000) ?? []]));
}

function addressIn(fields: Fields): User['userAddress'] | undefined {
  const names = ['country', 'state', 'city', 'line', 'zipCode'];
  const address = objectIn(fields, 'userAddress');
  if (!address) return undefined;
  const checked = fieldsOf(address, names);
  return Object.fromEntries(names.map((name) => [name, textIn(checked, name, 512) ?? '']));
}

/** What a request says about a user; what it leaves out stays as it is. */
function apply(account: Account, fields: Fields, user: User): void {
  const username = usernameIn(account, fields, user) ?? user.username;
  const role = roleIn(account, fields) ?? user.role;
  Object.assign(user, {
    username,
    role,
    fullName: textIn(fields, 'fullName', 512) ?? user.fullName,
    timeZone: zoneIn(fields, 'timeZone') ?? user.timeZone,
    locale: textIn(fields, 'locale', 20) ?? user.locale,
    skypeUsername: textIn(fields, 'skypeUsername', 512) ?? user.skypeUsername,
    tags: textsIn(fields, 'tags', 100, 100) ?? user.tags,
    details: detailsIn(fields) ?? user.details,
    userAddress: addressIn(fields) ?? user.userAddress,
  });
}

/** A new user has an e-mail contact and a rule that uses it at once: https://docs.opsgenie.com/docs/notification-preferences */
function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  requiredText(fields, 'username', 100);
  requiredText(fields, 'fullName', 512);
  if (!objectIn(fields, 'role')) invalid('role', 'may not be empty');
  const user: User = {
    id: account.newId(),
    username: '',
    fullName: '',
    role: '',
    timeZone: account.timezone,
    locale: 'en_US',
    skypeUsername: '',
    tags: [],
    details: {},
    userAddress: { country: '', state: '', city: '', line: '', zipCode: '' },
    blocked: false,
    createdAt: account.now,
  };
  apply(account, fields, user);
  account.users.set(user.id, user);
  account.created(user);
  addDefaultRule(account, user, addContact(account, user, 'email', user.username));
  return created({ id: user.id, name: user.username });
}

function shown(account: Account, user: User, expand: string | null): Fields {
  const { createdAt, role, ...rest } = user;
  const contacts = [...account.contacts.values()].filter((one) => one.user === user.id);
  return {
    ...rest,
    role: { id: role, name: role },
    verified: false,
    createdAt: new Date(createdAt).toISOString(),
    ...(expand?.split(',').includes('contact')
      ? {
          userContacts: contacts.map(shownContact).map(({ id, to, method, status }) => {
            return { id, to, contactMethod: method, ...(status as object) };
          }),
        }
      : {}),
  };
}

/** A search of the form `role: admin`, on one field. */
function matches(user: User, query: string): boolean {
  const [, field, value] = /^\s*(\w+)\s*:\s*(.+?)\s*$/.exec(query) ?? [];
  if (field === undefined || value === undefined) return user.username.includes(query.toLowerCase());
  const found = (user as unknown as Fields)[field];
  if (typeof found !== 'string') return invalid('query', `[${field}] cannot be searched for`);
  return found.toLowerCase().includes(value.toLowerCase());
}

function list({ account, query }: Call): Reply {
  const search = query.get('query');
  const users = account.listed(account.users.values()).filter((user) => search === null || matches(user, search));
  users.sort((a, b) => (a.username < b.username ? -1 : 1));
  if (query.get('order')?.toLowerCase() === 'desc') users.reverse();
  const { page, paging } = pageOf(users, query, '/v2/users');
  return ok(
    page.map((user) => shown(account, user, null)),
    { totalCount: users.length, paging },
  );
}

/** Who has turns or steps cannot be deleted; memberships, contacts and rules go with the user. */
function remove(call: Call): Reply {
  const { account } = call;
  const user = userOf(call);
  const me = { type: 'user', id: user.id } as const;
  refuseUsed('User', user.username, [...rotationsWith(account, me), ...escalationsWith(account, me)]);
  account.users.delete(user.id);
  for (const team of account.teams.values()) team.members = (team.members ?? []).filter((one) => one.user !== user.id);
  for (const objects of [account.contacts, account.notificationRules])
    for (const [id, one] of objects) if (one.user === user.id) objects.delete(id);
  for (const [id, rule] of account.forwardingRules)
    if ([rule.from, rule.to].includes(user.id)) account.forwardingRules.delete(id);
  return deleted;
}

/** https://docs.opsgenie.com/docs/user-api */
export const userRoutes: readonly Route[] = [
  route('POST', '/v2/users', create),
  route('GET', '/v2/users', list),
  route('GET', '/v2/users/:id', (call) =>
    ok(shown(call.account, userOf(call), call.query.get('expand')), { expandable: ['contact'] }),
  ),
  route('PATCH', '/v2/users/:id', (call) => {
    const user = userOf(call);
    apply(call.account, fieldsOf(call.body, known), user);
    return updated({ id: user.id, name: user.username });
  }),
  route('DELETE', '/v2/users/:id', remove),
  route('GET', '/v2/users/:id/teams', (call) => ok(teamsWith(call.account, userOf(call).id))),
  route('GET', '/v2/users/:id/schedules', (call) => ok(schedulesWith(call.account, userOf(call).id))),
  route('GET', '/v2/users/:id/escalations', (call) => {
    const { account } = call;
    const names = escalationsWith(account, { type: 'user', id: userOf(call).id }, false);
    const mine = [...account.escalations.values()].filter(({ name }) => names.includes(name));
    return ok(mine.map((one) => shownEscalation(account, one)));
  }),
  route('GET', '/v2/users/:id/forwarding-rules', (call) => {
    const { id } = userOf(call);
    const rules = [...call.account.forwardingRules.values()].filter((rule) => rule.from === id);
    return ok(rules.map((rule) => shownForwarding(call.account, rule)));
  }),
];
