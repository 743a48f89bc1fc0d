import { nameOfObject } from '../graph/logical-name.ts';
import type { Operation, OperationKind } from '../graph/plan.ts';
import { onCallUnit } from '../graph/unit-name.ts';
import {
  PlanOvertakenError,
  unitFailure,
  unitsAtATime,
  type LiveFailure,
  type LivePlan,
  type PlannedUnit,
} from './live-plan.ts';
import { digestOf } from './plan-artefact.ts';
import type { Mutation } from './proxy/mutation.ts';
import type { Session } from './session.ts';
import type { ObjectFailure } from './units/plan-events.ts';
import { forgetEntries } from './units/forget-entries.ts';
import { removeOrphan } from './units/sighting.ts';
import { appliedMeanwhile } from './units/unit-record.ts';
import { Slots } from './slots.ts';
import { holdersIn } from './workspace/engine-failure.ts';

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
  for (const { run, leaving } of live.units) if (leaving.size > 0) await forgetEntries(run.unit, leaving);
  const phases = [
    live.units.filter(({ run }) => run.name === onCallUnit),
    live.units.filter(({ run }) => run.name !== onCallUnit && run.unit.nodes.length > 0),
    live.units.filter(({ run }) => run.name !== onCallUnit && run.unit.nodes.length === 0),
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
  planned: PlannedUnit,
  options: ApplyOptions,
  outcome: Collected,
): Promise<boolean> {
  const { run } = planned;
  const { progress } = session.options;
  let changing = changesOf(planned);
  if (changing.length === 0) return true;
  try {
    const { unit, failures } = await changeUnit(session, planned, options);
    changing = changesOf(unit);
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

/** Locks that one unit waits for, one after another. */
const mostLocks = 5;

/** Applies a unit as it was planned; when somebody else was at work on it meanwhile, what is left of the plan. */
async function changeUnit(
  session: Session,
  planned: PlannedUnit,
  options: ApplyOptions,
): Promise<{ readonly unit: PlannedUnit; readonly failures: readonly ObjectFailure[] }> {
  const { run } = planned;
  const attempt = async (unit: PlannedUnit): Promise<readonly ObjectFailure[]> => {
    const changing = changesOf(unit);
    session.options.progress({ kind: 'unit', unit: run.name, phase: 'applying', total: changing.length });
    for (const orphan of unit.orphans) await removeOrphan(run.unit, orphan);
    const { failures } = await run.apply(changing, permitted(changing), options.refresh);
    return [...failures, ...(await run.amend(new Set(changing.map(({ identity }) => identity))))];
  };
  let unit = (await appliedMeanwhile(run.unit)) ? await stillPlanned(session, planned) : planned;
  for (let met = 1; ; met += 1) {
    if (changesOf(unit).length === 0) return { unit, failures: [] };
    try {
      return { unit, failures: await attempt(unit) };
    } catch (error) {
      const canWait = session.locks.isPatient && met < mostLocks && (await run.unit.stack.holders()) !== undefined;
      if (holdersIn(error) === undefined || !canWait) throw error;
      await session.waitFor(run.unit.stack);
      unit = await stillPlanned(session, planned);
    }
  }
}

/**
 * What is left of a plan after somebody else was at work.
 * @throws PlanOvertakenError when it is more than the plan, or the unit was applied from another commit
 */
async function stillPlanned(session: Session, planned: PlannedUnit): Promise<PlannedUnit> {
  const { run } = planned;
  const meanwhile = await appliedMeanwhile(run.unit);
  const { unit, failures } = await planned.again();
  const shown = new Set(changesOf(planned).map(wordsOf));
  const left = changesOf(unit).map(wordsOf);
  const isOther = meanwhile !== undefined && meanwhile.commit !== session.options.commit && left.length > 0;
  const [failure] = failures;
  if (!isOther && !failure && left.every((operation) => shown.has(operation))) return unit;
  const why = isOther ? `, from ${meanwhile.commit ?? 'no commit'}` : '';
  throw new PlanOvertakenError(
    `Somebody else has applied this unit meanwhile${why}: what is to be done is no longer what was shown. ${failure ? failure.message : 'Plan again.'}`,
  );
}

function changesOf({ operations }: PlannedUnit): readonly Operation[] {
  return operations.filter(({ op }) => op !== 'same');
}

function wordsOf(operation: Operation): string {
  return `${operation.op} ${operation.identity} ${digestOf(operation)}`;
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
  return new Map(operations.map(({ identity, op }) => [nameOfObject(identity), new Set(calls[op])]));
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
