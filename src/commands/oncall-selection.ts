import { UsageError } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';
import type { OnCallModel, Schedule, Span } from '../oncall/model.ts';
import { dutiesIn } from '../oncall/schedule/duties.ts';
import type { OnCallEntry } from '../show/oncall/entry.ts';

/** Filters over schedules and people. */
export interface OnCallFilters {
  readonly squad?: readonly string[];
  readonly schedule?: readonly string[];
  readonly person?: readonly string[];
}

/**
 * The schedules that the filters name; all without any.
 * @throws UsageError for names that do not exist, with the nearest
 */
export function schedulesOf({ squads }: OnCallModel, filters: OnCallFilters): Schedule[] {
  const all = [...squads.values()].flatMap(({ schedules }) => [...schedules.values()]);
  refuseUnknown('--squad', filters.squad, [...squads.keys()]);
  refuseUnknown('--schedule', filters.schedule, [...new Set(all.flatMap((one) => [one.id, `${one.squad}/${one.id}`]))]);
  return all.filter(
    ({ squad, id }) =>
      (filters.squad?.includes(squad) ?? true) &&
      (filters.schedule?.some((name) => name === id || name === `${squad}/${id}`) ?? true),
  );
}

/** The duties of schedules that share time with a range, of the people that the filters name. */
export function entriesIn(
  schedules: readonly Schedule[],
  range: Span,
  { semantics, people }: OnCallModel,
  { person }: OnCallFilters,
): OnCallEntry[] {
  refuseUnknown('--person', person, [...people.keys()]);
  return schedules.flatMap((schedule) =>
    dutiesIn(schedule, range, semantics)
      .filter((duty) => person?.includes(duty.person) ?? true)
      .map((duty) => ({ schedule, duty })),
  );
}

/** @throws UsageError for the first name that is not known */
export function refuseUnknown(option: string, names: readonly string[] | undefined, known: readonly string[]): void {
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearestName(unknown, known);
  const hint = near ? ` Did you mean "${near}"?` : known.length <= 12 ? ` Known: ${known.join(', ')}.` : '';
  throw new UsageError(`${option}: there is no "${unknown}".${hint}`);
}
