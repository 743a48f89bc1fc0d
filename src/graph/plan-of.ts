import { compareText } from '../findings/finding.ts';
import { isShared } from './because.ts';
import { operationKinds, type Cause, type Operation, type Plan, type PlanSummary } from './plan.ts';

/** An operation and the unit it belongs to. */
export interface PlacedOperation {
  readonly unit: string;
  readonly operation: Operation;
}

/** Puts operations into units, `oncall` and the rest by name, and counts them. */
export function planOf(
  units: readonly string[],
  recorded: ReadonlySet<string>,
  placed: readonly PlacedOperation[],
): Plan {
  const byUnit = new Map<string, Operation[]>([...units].sort(compareText).map((unit) => [unit, []]));
  for (const { unit, operation } of placed) byUnit.get(unit)?.push(operation);
  const operations = placed.map(({ operation }) => operation);
  return {
    units: [...byUnit].map(([unit, members]) => ({ unit, recorded: recorded.has(unit), operations: members })),
    causes: groupCauses(operations),
    summary: summarise(operations),
  };
}

/** The part of a plan that passes a filter, with counts and causes of its own. Units without operations are left out. */
export function filterPlan(plan: Plan, passes: (operation: Operation, unit: string) => boolean): Plan {
  const units = plan.units
    .map((unit) => ({ ...unit, operations: unit.operations.filter((operation) => passes(operation, unit.unit)) }))
    .filter((unit) => unit.operations.length > 0);
  const operations = units.flatMap((unit) => unit.operations);
  return { units, causes: groupCauses(operations), summary: summarise(operations) };
}

/** Counts operations by kind; every kind is there. */
export function summarise(operations: readonly Operation[]): PlanSummary {
  const counts = Object.fromEntries(operationKinds.map((kind) => [kind, 0])) as Record<Operation['op'], number>;
  for (const { op } of operations) counts[op] += 1;
  return counts;
}

/** Whether applying the plan would do nothing. */
export function isEmptyPlan(plan: Plan): boolean {
  return operationKinds.every((kind) => kind === 'same' || plan.summary[kind] === 0);
}

function groupCauses(operations: readonly Operation[]): Cause[] {
  const reached = new Map<string, Operation[]>();
  for (const operation of operations) {
    const layers = new Set(operation.changes.flatMap((change) => change.because).filter(isShared));
    for (const layer of layers) {
      const members = reached.get(layer);
      if (members) members.push(operation);
      else reached.set(layer, [operation]);
    }
  }
  return [...reached]
    .map(([layer, members]) => ({
      layer,
      operations: members.length,
      applications: new Set(members.map((member) => member.application).filter((one) => one !== undefined)).size,
      squads: new Set(members.map((member) => member.squad)).size,
    }))
    .sort((a, b) => b.operations - a.operations || compareText(a.layer, b.layer));
}
