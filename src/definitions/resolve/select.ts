import { globMatches } from '../values/glob.ts';

/** The facts of one alert that a selector compares; tags are its own and inherited ones. */
export interface SelectorFacts {
  readonly environment: string;
  readonly squad: string;
  readonly application: string;
  readonly alert: string;
  readonly types: readonly string[];
  readonly tier?: number;
  readonly category?: string;
  readonly priority?: string;
  readonly tags: Readonly<Record<string, unknown>>;
}

/** Whether `when` selects an alert: lists mean any of, keys mean all of; no `when` selects everything. */
export function selects(when: unknown, facts: SelectorFacts): boolean {
  if (when === undefined || when === null) return true;
  return Object.entries(when as Record<string, unknown>).every(([key, wanted]) => keyMatches(key, wanted, facts));
}

function keyMatches(key: string, wanted: unknown, facts: SelectorFacts): boolean {
  if (key === 'type') return facts.types.some((type) => anyOf(wanted, type));
  if (key === 'alert') return anyOf(wanted, facts.alert) || anyOf(wanted, `${facts.application}/${facts.alert}`);
  if (key === 'tag')
    return Object.entries(wanted as Record<string, unknown>).every(([tag, value]) => anyOf(value, facts.tags[tag]));
  return anyOf(wanted, facts[key as 'environment']);
}

function anyOf(wanted: unknown, actual: unknown): boolean {
  const values = Array.isArray(wanted) ? wanted : [wanted];
  return actual !== undefined && values.some((value) => globMatches(String(value), String(actual)));
}
