import { Refusal, type GroupValues, type Subject } from './model.ts';

/**
 * The groups of a case are those of the alert, by alias.
 * @throws Refusal when one is missing or unknown
 */
export function checkGroup({ alert }: Subject, group: GroupValues, path: readonly (string | number)[]): void {
  const aliases = alert.groups?.by.map((one) => one.alias) ?? [];
  const given = Object.keys(group);
  const missing = aliases.filter((alias) => !given.includes(alias));
  const unknown = given.filter((alias) => !aliases.includes(alias));
  if (missing.length === 0 && unknown.length === 0) return;
  const known = aliases.length === 0 ? 'has no groups' : `is grouped by ${aliases.join(', ')}`;
  const wrong = missing.length > 0 ? `"${missing[0]}" is missing` : `"${unknown[0]}" is none of them`;
  throw new Refusal(`the alert ${known}; ${wrong} here`, 'case', path);
}
