import { compareText } from '../findings/finding.ts';
import type { Operation, OperationKind, Plan } from '../graph/plan.ts';
import { changingKinds } from './words.ts';

/** Operations of one application, or of what belongs to none. */
export interface ApplicationGroup {
  readonly application: string | undefined;
  readonly operations: readonly Operation[];
}

/** Operations of one squad within a unit. */
export interface SquadGroup {
  readonly squad: string;
  readonly applications: readonly ApplicationGroup[];
}

/** Groups operations by squad and application, each sorted by name; what belongs to no application comes first. */
export function groupOperations(operations: readonly Operation[]): SquadGroup[] {
  return groupBy(operations, (operation) => operation.squad).map(([squad, members]) => ({
    squad,
    applications: groupBy(members, (operation) => operation.application ?? '').map(([application, own]) => ({
      application: application === '' ? undefined : application,
      operations: own,
    })),
  }));
}

/** How many operations of each changing kind a squad has. */
export interface SquadCounts {
  readonly squad: string;
  readonly counts: Readonly<Record<OperationKind, number>>;
}

/** Counts per squad, squads without changes left out, and the kinds that occur. */
export function countBySquad(plan: Plan): { readonly kinds: readonly OperationKind[]; readonly rows: SquadCounts[] } {
  const changing = plan.units.flatMap((unit) => unit.operations).filter((operation) => operation.op !== 'same');
  const rows = groupBy(changing, (operation) => operation.squad).map(([squad, members]) => {
    const counts = Object.fromEntries(Object.keys(plan.summary).map((kind) => [kind, 0])) as SquadCounts['counts'];
    const writable = counts as Record<OperationKind, number>;
    for (const { op } of members) writable[op] += 1;
    return { squad, counts };
  });
  return { kinds: changingKinds.filter((kind) => plan.summary[kind] > 0), rows };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const members = groups.get(name);
    if (members) members.push(item);
    else groups.set(name, [item]);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b));
}
