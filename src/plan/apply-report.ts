import { summarise } from '../graph/plan-of.ts';
import type { Operation, OperationKind } from '../graph/plan.ts';

/** What applying came to, as far as a report needs it. */
export interface AppliedUnits {
  readonly units: readonly {
    readonly unit: string;
    readonly operations: readonly (Operation & { readonly state: 'done' | 'failed'; readonly error?: string })[];
  }[];
  readonly failures: readonly object[];
  readonly notes: readonly object[];
}

/** Counts, and the data of `apply --format json`. */
export function applyReport(outcome: AppliedUnits): {
  readonly done: number;
  readonly failed: number;
  readonly data: {
    readonly units: AppliedUnits['units'];
    readonly summary: Readonly<Record<OperationKind, number>>;
    readonly failures: readonly object[];
    readonly notes: readonly object[];
  };
} {
  const operations = outcome.units.flatMap((unit) => unit.operations);
  const failed = operations.filter(({ state }) => state === 'failed').length;
  return {
    done: operations.length - failed,
    failed,
    data: {
      units: outcome.units,
      summary: summarise(operations),
      failures: outcome.failures,
      notes: outcome.notes,
    },
  };
}
