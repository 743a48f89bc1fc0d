import type { SelectorFacts } from '../../definitions/resolve/select.ts';
import type { NotifyTarget, Priority } from '../../definitions/types.ts';
import type { Hours } from '../model.ts';

/** Why an alert calls nobody at any time, on purpose. */
export type Silence =
  | { readonly kind: 'environment' }
  | { readonly kind: 'disabled'; readonly reason: string; readonly until?: string }
  | { readonly kind: 'shadow'; readonly until: string }
  | { readonly kind: 'notify' };

/** What routing knows of one alert in one environment at the transition that pages. Plain data. */
export interface AlertFacts extends SelectorFacts {
  /** `environment/application/alert`. */
  readonly identity: string;
  readonly priority: Priority;
  readonly tags: Readonly<Record<string, string>>;
  /** May hold `{{group.x}}`, which known values of groups fill. */
  readonly title: string;
  readonly description: string;
  /** Whose integration brings it: `datadog`, `statuscake`… */
  readonly vendor: string;
  /** The squad that is reached, or the group whose value names it. */
  readonly reaches: { readonly squad: string } | { readonly fromGroup: string; readonly otherwise: string };
  /** Values of groups that are known, by alias. */
  readonly groups: Readonly<Record<string, string>>;
  /** The transition that is looked at: `critical`, unless only another one pages. */
  readonly transition: 'critical' | 'warning' | 'noData' | 'recovery';
  /** Who hears of that transition. */
  readonly notify: readonly NotifyTarget[];
  readonly silence?: Silence;
  /** Hours of the project's zone outside of which nobody is called. */
  readonly active?: Hours;
}

/** The squad that is reached, and why when a group decides it. */
export function reachedSquad(
  { reaches, groups }: AlertFacts,
  squads: ReadonlyMap<string, unknown>,
): { readonly squad: string; readonly reason?: string } {
  if ('squad' in reaches) return { squad: reaches.squad };
  const value = groups[reaches.fromGroup];
  const otherwise = `${reaches.otherwise} is reached`;
  if (value === undefined)
    return { squad: reaches.otherwise, reason: `group ${reaches.fromGroup} is not known: ${otherwise}` };
  if (squads.has(value)) return { squad: value, reason: `group ${reaches.fromGroup} is ${value}` };
  return {
    squad: reaches.otherwise,
    reason: `group ${reaches.fromGroup} is ${value}, which is no squad: ${otherwise}`,
  };
}

/** The title with the values of groups that are known. */
export function filledTitle(title: string, groups: Readonly<Record<string, string>>): string {
  return title.replace(/\{\{group\.([A-Za-z0-9_.-]+)\}\}/g, (whole, alias: string) => groups[alias] ?? whole);
}
