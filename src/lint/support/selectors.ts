import { selects, type SelectorFacts } from '../../definitions/resolve/select.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { ApplicationView } from '../rule.ts';

type Selector = Readonly<Record<string, unknown>>;

/** Keys whose answer depends on the time or the group, not on the definition. */
const changing = new Set(['hours', 'group', 'title']);

/** Whether a selector matches an alert: always, never, or depending on the time or the group. */
export function matchOf(
  when: Selector | undefined,
  alert: ResolvedAlert,
  application: ApplicationView | undefined,
): 'always' | 'sometimes' | 'never' {
  const entries = Object.entries(when ?? {});
  const fixed = Object.fromEntries(entries.filter(([key]) => !changing.has(key)));
  if (!selects(fixed, factsOf(alert, application))) return 'never';
  const open = entries.filter(([key, value]) => changing.has(key) && !(key === 'hours' && value === alert.active));
  return open.length === 0 ? 'always' : 'sometimes';
}

function factsOf(alert: ResolvedAlert, application: ApplicationView | undefined): SelectorFacts {
  return {
    environment: alert.environment,
    squad: alert.squad,
    application: alert.application,
    alert: alert.id,
    types: application?.types ?? [],
    ...(application?.tier === undefined ? {} : { tier: application.tier }),
    ...(alert.category === undefined ? {} : { category: alert.category }),
    priority: alert.priority,
    tags: alert.tags,
  };
}
