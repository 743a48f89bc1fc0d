import type { Path } from '../../definitions/source/node.ts';
import type { Hours } from '../../oncall/model.ts';
import { hasTag, type Condition } from './criteria.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { holidayTag } from './holidays.ts';
import { always, restrictionOf } from './windows.ts';

/** One window of a rule with conditions that go with it. */
export interface TimedFilter {
  readonly conditions: readonly Condition[];
  readonly timeRestrictions: readonly Inputs[];
}

/**
 * Hours as windows that a rule has one after another: Opsgenie's windows know no holidays, so that a policy that is on for holidays only
 * marks the alerts of such days. Hours without holidays are one window; hours with them hold on other days; their complement holds in its
 * windows, and on holidays at any time.
 */
export function timedFilters(
  { hours, conditions }: { readonly hours: Hours | undefined; readonly conditions: readonly Condition[] },
  path: Path,
  zone: string,
  compiling: Compiling,
): TimedFilter[] {
  const timeRestrictions = restrictionOf(hours, path, compiling);
  const tag = hours && holidayTag(hours, zone, compiling);
  if (tag === undefined) return [{ conditions, timeRestrictions }];
  if (!hours?.negated) return [{ conditions: [...conditions, hasTag(tag, true)], timeRestrictions }];
  return [
    { conditions, timeRestrictions },
    { conditions: [...conditions, hasTag(tag)], timeRestrictions: always },
  ];
}
