import { sha256 } from './canonical.ts';

const longest = 100;
const hashLength = 12;
const regular = /^[A-Za-z0-9-]+(?:[./][A-Za-z0-9-]+)*(?:#[A-Za-z0-9-]+(?:[./][A-Za-z0-9-]+)*)?$/;

/**
 * The name of a node within its stack: at most 100 of `A-Za-z0-9_-`, a function of the identity alone, different for different
 * identities. `/` becomes `_`, `.` becomes `__`, `#` becomes `___`, which no identity contains; any other identity, and a long one,
 * ends with `____` and a part of its hash. The name is part of the URN: changing this function would re-create every object.
 */
export function logicalName(identity: string): string {
  const name = identity.replaceAll('#', '___').replaceAll('.', '__').replaceAll('/', '_');
  if (regular.test(identity) && name.length <= longest) return name;
  const readable = name.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, longest - hashLength - 4);
  return `${readable}____${sha256(identity).slice(0, hashLength)}`;
}

/** The identity that has a name; the name itself where that cannot be told, since a part of a hash ends it. */
export function identityOfName(name: string): string {
  const marks: Readonly<Record<string, string>> = { _: '/', __: '.', ___: '#' };
  const identity = name.replace(/_+/g, (run) => marks[run] ?? run);
  return logicalName(identity) === name ? identity : name;
}

/** The name of an object by what an operation calls it: its identity, or its name where {@link identityOfName} could tell no other. */
export function nameOfObject(identity: string): string {
  return identity.includes('/') ? logicalName(identity) : identity;
}
