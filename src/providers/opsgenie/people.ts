import type { CompileContext, CompiledSquad, CompileProblem, ResolvedPerson, SquadResource } from '../provider.ts';
import { usernameOf } from './names.ts';
import { notificationRuleOf, ownSetup } from './notification-rules.ts';
import { userType } from './resource-types.ts';

/** terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_user.go */
const longestUsername = 99;

/** Belongs to the person or to whoever administers the account: read when it is adopted, and never written. */
const theirs = ['locale', 'role', 'skypeUsername', 'tags', 'userAddresses', 'userDetails'];

/** Somebody's account, which outlives the definition, and as much of how they are reached as definitions may know. */
export function compilePerson(resolved: ResolvedPerson, _context: CompileContext): CompiledSquad {
  const { id, person } = resolved;
  const problems: CompileProblem[] = [];
  const username = usernameOf(person);
  if (username.length > longestUsername)
    problems.push({
      constraint: 'opsgenie/name',
      severity: 'error',
      message: `Opsgenie takes at most ${longestUsername} characters in a user's address.`,
      path: ['email'],
    });
  const user: SquadResource = {
    kind: 'user',
    id,
    type: userType,
    title: username,
    inputs: { username, fullName: person.name, role: 'User', timezone: person.zone },
    options: { ignoreChanges: theirs, retainOnDelete: true },
    derivedFrom: { username: ['email'], fullName: ['name'], timezone: ['timezone'] },
  };
  const missing = ownSetup(person);
  if (missing) problems.push(missing);
  const rules = missing
    ? []
    : person.contacts.map((rule, index) => notificationRuleOf(rule, index, resolved, problems));
  return { resources: [user, ...rules], problems };
}
