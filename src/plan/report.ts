import type { Cause, Operation, OperationKind, PlanSummary } from '../graph/plan.ts';
import type { Json } from '../graph/types.ts';

/** One input that differs; null where it does not exist. */
export interface ReportedChange {
  readonly path: string;
  readonly old: Json;
  readonly new: Json;
  readonly because: readonly string[];
  readonly replaces?: true;
}

/** An operation of the report. */
export interface ReportedOperation extends Omit<Operation, 'op' | 'changes'> {
  readonly op: OperationKind;
  readonly changes: readonly ReportedChange[];
}

/** What `alerts plan --format json` prints; schemas/reports/plan.schema.json describes it. */
export interface PlanReport {
  readonly version: 1;
  readonly units: readonly {
    readonly unit: string;
    readonly recorded: boolean;
    readonly operations: readonly ReportedOperation[];
  }[];
  readonly causes: readonly Cause[];
  readonly summary: PlanSummary;
}
