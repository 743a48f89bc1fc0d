import { logicalName } from '../graph/logical-name.ts';
import type { Operation, OperationKind } from '../graph/plan.ts';
import { onCallUnit } from '../graph/unit-name.ts';
import { unitFailure, unitsAtATime, type LiveFailure, type LivePlan, type PlannedUnit } from './live-plan.ts';
import type { Mutation } from './proxy/mutation.ts';
import type { Session } from './session.ts';
import { Slots } from './slots.ts';

/** How an operation went. */
export interface AppliedOperation extends Operation {
  readonly state: 'done' | 'failed';
  readonly error?: string;
}

/** What became of a plan. */
export interface ApplyOutcome {
  readonly units: readonly { readonly unit: string; readonly operations: readonly AppliedOperation[] }[];
  readonly failures: readonly LiveFailure[];
  readonly notes: readonly LiveFailure[];
}

/** How to apply. */
export interface ApplyOptions {
  readonly refresh: boolean;
}

/**
 * Applies a live plan and nothing else: first states forget what other units take over, then on-call objects, whose ids others use, then all
 * other units, last those that go away; finally the vendors' lists are compared with the states, and what succeeded is recorded.
 */
export async function applyLive(session: Session, live: LivePlan, options: ApplyOptions): Promise<ApplyOutcome> {
  const outcome = {
    units: new Map<string, readonly AppliedOperation[]>(),
    failures: [] as LiveFailure[],
    notes: [] as LiveFailure[],
  };
  for (const { run, leaving } of live.units) if (leaving.size > 0) await run.forget(leaving);
  const phases = [
    live.units.filter(({ run }) => run.name === onCallUnit),
    live.units.filter(({ run }) => run.name !== onCallUnit && run.nodes.length > 0),
    live.units.filter(({ run }) => run.name !== onCallUnit && run.nodes.length === 0),
  ];
  const slots = new Slots(unitsAtATime);
  const succeeded: PlannedUnit[] = [];
  for (const phase of phases)
    await Promise.all(
      phase.map((unit) =>
        slots.use(async () => {
          if (await applyUnit(session, unit, options, outcome)) succeeded.push(unit);
        }),
      ),
    );
  await checkAll(session, succeeded, outcome);
  return {
    units: [...outcome.units].map(([unit, operations]) => ({ unit, operations })),
    failures: outcome.failures,
    notes: outcome.notes,
  };
}

interface Collected {
  readonly units: Map<string, readonly AppliedOperation[]>;
  readonly failures: LiveFailure[];
  readonly notes: LiveFailure[];
}

/** @returns whether everything of the unit succeeded */
async function applyUnit(
  session: Session,
  { run, operations, orphans }: PlannedUnit,
  options: ApplyOptions,
  outcome: Collected,
): Promise<boolean> {
  const changing = operations.filter(({ op }) => op !== 'same');
  const { progress } = session.options;
  if (changing.length === 0) return true;
  progress({ kind: 'unit', unit: run.name, phase: 'applying', total: changing.length });
  try {
    for (const orphan of orphans) await run.removeOrphan(orphan);
    const { failures } = await run.apply(changing, permitted(changing), options.refresh);
    outcome.failures.push(...failures.map((failure) => ({ unit: run.name, ...failure })));
    const failed = new Map(failures.map(({ identity, message }) => [identity, message]));
    outcome.units.set(
      run.name,
      changing.map((operation) => applied(operation, failed.get(operation.identity))),
    );
    progress({ kind: 'unit', unit: run.name, phase: failures.length > 0 ? 'failed' : 'checking' });
    return failures.length === 0;
  } catch (error) {
    progress({ kind: 'unit', unit: run.name, phase: 'failed' });
    const failure = unitFailure(run.name, error);
    outcome.failures.push(failure);
    outcome.units.set(
      run.name,
      changing.map((operation) => applied(operation, failure.message)),
    );
    return false;
  }
}

function applied(operation: Operation, error: string | undefined): AppliedOperation {
  return { ...operation, ...(error === undefined ? { state: 'done' } : { state: 'failed', error }) };
}

/** The calls that a plan's operations consist of, by logical name. */
function permitted(operations: readonly Operation[]): Map<string, ReadonlySet<Mutation['kind']>> {
  const calls: Record<OperationKind, readonly Mutation['kind'][]> = {
    create: ['create'],
    update: ['update'],
    replace: ['create', 'update', 'delete'],
    delete: ['delete'],
    adopt: ['update'],
    rename: ['update'],
    transfer: ['update'],
    same: [],
  };
  return new Map(operations.map(({ identity, op }) => [logicalName(identity), new Set(calls[op])]));
}

async function checkAll(session: Session, units: readonly PlannedUnit[], outcome: Collected): Promise<void> {
  session.forgetCensuses();
  for (const { run, operations } of units) {
    try {
      const changed = operations.some(({ op }) => op !== 'same');
      const problems = changed ? await run.check() : [];
      outcome.notes.push(...problems.map((message) => ({ unit: run.name, message })));
      if (run.isWhole) await run.record();
      session.options.progress({ kind: 'unit', unit: run.name, phase: 'done' });
    } catch (error) {
      session.options.progress({ kind: 'unit', unit: run.name, phase: 'failed' });
      outcome.failures.push(unitFailure(run.name, error, 'Applied, but not checked: '));
    }
  }
}
