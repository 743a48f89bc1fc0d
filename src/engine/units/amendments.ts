import type { FieldChange, Operation } from '../../graph/plan.ts';
import type { ResourceNode } from '../../graph/types.ts';
import type { Amendment } from '../../providers/live.ts';
import type { Journal } from '../journal/journal.ts';
import type { ObjectFailure } from './plan-events.ts';

/**
 * A unit's operations with what only the vendors' APIs bring about. Definitions that no plugin knows have an operation of their own, whose
 * changes are those of their amendment.
 * @param exists whether a definition that no plugin knows was applied before
 */
export function withAmendments(
  operations: readonly Operation[],
  amendments: readonly Amendment[],
  byApi: readonly ResourceNode[],
  exists: (node: ResourceNode) => boolean,
): Operation[] {
  const found = new Map<string, Amendment[]>();
  for (const one of amendments) found.set(one.identity, [...(found.get(one.identity) ?? []), one]);
  const own = byApi.map((node): Operation => {
    const { identity, type, title, squad, source } = node;
    return { op: exists(node) ? 'same' : 'create', identity, type, title, squad, source, changes: [] };
  });
  const merged = [...operations, ...own].map((operation) => amended(operation, found.get(operation.identity) ?? []));
  const known = new Set(merged.map(({ identity }) => identity));
  const rest = amendments.filter(({ identity }) => !known.has(identity)).map(operationOf);
  return [...merged, ...rest].sort((a, b) => (a.identity < b.identity ? -1 : 1));
}

function amended(operation: Operation, amendments: readonly Amendment[]): Operation {
  const told = new Set(operation.changes.map(({ path }) => path));
  const changes = amendments.flatMap((one) => one.changes).filter(({ path }) => !told.has(path));
  if (amendments.length === 0 || operation.op === 'delete' || operation.op === 'replace') return operation;
  const op = operation.op === 'same' ? 'update' : operation.op;
  return { ...operation, op, changes: [...operation.changes, ...changes.map(asChange)] };
}

/** What a definition that is gone has left behind. */
function operationOf({ identity, type, title, kind, changes }: Amendment): Operation {
  return { op: kind, identity, type, title, squad: identity.split('/')[1] ?? '', changes: changes.map(asChange) };
}

function asChange(change: Amendment['changes'][number]): FieldChange {
  return { ...change, because: [] };
}

/** What amending needs of its unit. */
export interface AmendingUnit {
  readonly journal: Journal;
  readonly urnOf: (type: string, identity: string) => string;
  /** Whether the plan that a person has seen has it. */
  readonly isPlanned: (amendment: Amendment) => boolean;
  readonly sourceOf: (identity: string) => string | undefined;
}

/** Asks for amendments one after another, each written down before the vendor hears of it. */
export async function amend(amendments: readonly Amendment[], unit: AmendingUnit): Promise<ObjectFailure[]> {
  const failures: ObjectFailure[] = [];
  for (const amendment of amendments) {
    const { identity, type, id } = amendment;
    const source = unit.sourceOf(identity);
    const fail = (message: string): void => {
      failures.push({ identity, message, ...(source === undefined ? {} : { source }) });
    };
    if (!unit.isPlanned(amendment)) {
      fail('The plan does not change it: nothing was done. Plan again to see what changed.');
      continue;
    }
    const intent = await unit.journal.intend({ kind: 'update', urn: unit.urnOf(type, identity), type, id });
    try {
      await amendment.apply();
      await unit.journal.answered(intent, id);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }
  return failures;
}
