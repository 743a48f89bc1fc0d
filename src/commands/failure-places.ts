import type { LiveFailure } from '../engine/live-plan.ts';
import type { Operation } from '../graph/plan.ts';
import { placeOfRefusal } from '../pipeline/refusal-place.ts';
import type { Run } from '../pipeline/run.ts';

/** What stops a run, and what is worth reading. */
interface WithFailures {
  readonly failures: readonly LiveFailure[];
  readonly notes: readonly LiveFailure[];
}

/**
 * Failures with the exact place of what was refused, `file:line:column` as findings have it.
 * @param units planned or applied: they tell types
 */
export function withPlaces<T extends WithFailures>(
  outcome: T,
  units: readonly { readonly operations: readonly Operation[] }[],
  run: Run,
): T {
  if (outcome.failures.length + outcome.notes.length === 0) return outcome;
  const types = new Map(units.flatMap(({ operations }) => operations.map(({ identity, type }) => [identity, type])));
  const placed = (failures: readonly LiveFailure[]): LiveFailure[] => failures.map((one) => place(one, types, run));
  return { ...outcome, failures: placed(outcome.failures), notes: placed(outcome.notes) };
}

function place(failure: LiveFailure, types: ReadonlyMap<string, string>, run: Run): LiveFailure {
  const { identity, message } = failure;
  const at = identity === undefined ? undefined : placeOfRefusal(run, identity, types.get(identity) ?? '', message);
  return at ? { ...failure, source: `${at.file}:${at.line}:${at.column}` } : failure;
}
