import type { Value } from './types.ts';

/** What a plan does with an object. `adopt` arises only where live objects are looked at. */
export const operationKinds = ['create', 'update', 'replace', 'delete', 'adopt', 'rename', 'transfer', 'same'] as const;
export type OperationKind = (typeof operationKinds)[number];

/** One input that differs. */
export interface FieldChange {
  /** `monitorThresholds.critical`, `rotations[0].name`; `$type` and `$options.protect` are not inputs. */
  readonly path: string;
  /** Absent when the input did not exist. */
  readonly old?: Value;
  /** Absent when the input goes away. */
  readonly new?: Value;
  /** Layers that changed and whose values went into this input: `template http-service`; empty when no layer explains it. */
  readonly because: readonly string[];
  /** The object has to be made anew for this change. */
  readonly replaces?: true;
}

/** What happens to one object. */
export interface Operation {
  /** An object that is re-created is a `replace` even when it is also renamed or transferred: `from` tells. */
  readonly op: OperationKind;
  readonly identity: string;
  readonly type: string;
  readonly title: string;
  readonly squad: string;
  readonly application?: string;
  readonly priority?: string;
  /** `file:line` of the definition; absent for deletions. */
  readonly source?: string;
  /** Where it was recorded before, when its identity or its unit changes. */
  readonly from?: { readonly unit: string; readonly identity: string };
  readonly changes: readonly FieldChange[];
}

/** The operations of one unit, sorted by identity. */
export interface UnitPlan {
  readonly unit: string;
  /** False when nothing is recorded of the unit yet. */
  readonly recorded: boolean;
  readonly operations: readonly Operation[];
}

/** A layer shared by many definitions that changed, and how far that reaches. */
export interface Cause {
  readonly layer: string;
  readonly operations: number;
  readonly applications: number;
  readonly squads: number;
}

/** How many operations of each kind. */
export type PlanSummary = Readonly<Record<OperationKind, number>>;

/** What applying would do. */
export interface Plan {
  readonly units: readonly UnitPlan[];
  /** Widest reach first. */
  readonly causes: readonly Cause[];
  readonly summary: PlanSummary;
}
