import type { GroupValues } from './model.ts';

/** A text that is the same for equal groups, whatever the order of their aliases. */
export function groupKey(group: GroupValues): string {
  const names = Object.keys(group);
  if (names.length === 0) return '';
  return names
    .sort()
    .map((name) => `${name}=${group[name] ?? ''}`)
    .join('\0');
}

/** How people read a group: `country fr, carrier x`; empty for none. */
export function groupText(group: GroupValues): string {
  return Object.entries(group)
    .map(([alias, value]) => `${alias} ${value}`)
    .join(', ');
}

/** Whether a group has all the values that `wanted` names. */
export function groupMatches(group: GroupValues, wanted: GroupValues): boolean {
  return Object.entries(wanted).every(([alias, value]) => group[alias] === value);
}
