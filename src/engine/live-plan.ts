import { hashUnit } from '../graph/digest.ts';
import { logicalName, nameOfObject } from '../graph/logical-name.ts';
import type { FieldChange, Operation, Plan } from '../graph/plan.ts';
import { planOf, type PlacedOperation } from '../graph/plan-of.ts';
import type { LiveObject } from '../providers/live.ts';
import { VendorCredentialsError } from './provider-server/rest-client.ts';
import type { Session } from './session.ts';
import { Slots } from './slots.ts';
import type { AdoptionProblem } from './units/adoption.ts';
import type { ObjectFailure } from './units/plan-events.ts';
import { reasonsToRun } from './units/unit-record.ts';
import { UnitRun } from './units/unit-run.ts';
import type { UnitSource } from './units/unit.ts';
import { vendorOf } from '../providers/rest-vendor.ts';
import { holdersIn } from './workspace/engine-failure.ts';
import { Stack } from './workspace/stack.ts';

/** Engines at a time. Each is a process that computes; the vendors' limits are the proxies' business. */
export const unitsAtATime = 3;

/** Whether an object is looked at. */
export type ObjectFilter = (object: {
  readonly identity: string;
  readonly squad: string;
  readonly application?: string;
}) => boolean;

/** Which units a run may change. */
export interface LockSelection {
  /** Whether a unit is looked at at all. */
  readonly includes: (unit: string) => boolean;
  /** Also units whose fingerprint is the recorded one. */
  readonly all: boolean;
}

/** Which units are planned, and how. */
export interface LiveSelection extends LockSelection {
  /** Restricts a unit to some of its objects; undefined for a unit that is planned whole. */
  readonly selects: (unit: string) => ObjectFilter | undefined;
  /** Whether live objects are read first, so that drift shows. */
  readonly refresh: boolean;
  /** The offline plan: it knows causes, renames, and everything of units that need no run. */
  readonly offline: Plan;
}

/** What went wrong with one unit or one of its objects. */
export interface LiveFailure extends ObjectFailure {
  readonly unit: string;
  /** Somebody else is applying the unit, or has meanwhile. */
  readonly locked?: true;
  /** A vendor does not accept our credentials: no unit that needs it can be planned. */
  readonly stranger?: true;
}

/** Somebody else has changed what a plan was about. */
export class PlanOvertakenError extends Error {}

/** What an exception says of a unit. */
export function unitFailure(unit: string, error: unknown, prefix = ''): LiveFailure {
  const message = `${prefix}${error instanceof Error ? error.message : String(error)}`;
  const locked = holdersIn(error) !== undefined || error instanceof PlanOvertakenError;
  const stranger = error instanceof VendorCredentialsError;
  return { unit, message, ...(locked ? { locked } : {}), ...(stranger ? { stranger } : {}) };
}

/** A unit that applying would run. */
export interface PlannedUnit {
  readonly run: UnitRun;
  readonly operations: readonly Operation[];
  /** Logical names that the state forgets before anything else: another unit takes them over, or their objects are over at the vendor. */
  readonly leaving: ReadonlySet<string>;
  /** Live objects with this unit's marker that nothing else knows; they are removed. */
  readonly orphans: readonly LiveObject[];
  /** Plans it once more: somebody else was at work on it. */
  again(): Promise<{ readonly unit: PlannedUnit; readonly failures: readonly LiveFailure[] }>;
}

/** What the engine and the vendors say that applying would do. */
export interface LivePlan {
  readonly plan: Plan;
  readonly units: readonly PlannedUnit[];
  readonly failures: readonly LiveFailure[];
  /** Worth reading, stops nothing. */
  readonly notes: readonly LiveFailure[];
}

/**
 * Plans against the world: the units that differ from what is recorded, each by a preview of the engine.
 * @throws VendorCredentialsError once, however many units it concerns
 */
export async function planLive(session: Session, selection: LiveSelection): Promise<LivePlan> {
  const { progress } = session.options;
  const runs: UnitRun[] = [];
  for (const source of sourcesOf(session).filter(({ name }) => selection.includes(name))) {
    const run = await UnitRun.open(session, source, vendorsOf(source, selection.offline));
    const reasons = selection.all ? ['all units are run'] : await reasonsToRun(run.unit);
    if (reasons.length === 0) progress({ kind: 'unit', unit: run.name, phase: 'unchanged' });
    else runs.push(run);
  }
  const slots = new Slots(unitsAtATime);
  const failures: LiveFailure[] = [];
  const notes: LiveFailure[] = [];
  await Promise.all(runs.map((run) => slots.use(() => run.unit.load())));
  session.listsByUnit = runs.length <= unitsAtATime;
  const transfers = findTransfers(runs);
  const planned = await Promise.all(
    runs.map((run) => slots.use(() => planUnit(session, run, transfers, selection, failures, notes))),
  );
  const stranger = failures.find((failure) => failure.stranger);
  if (stranger) throw new VendorCredentialsError(stranger.message);
  return { plan: mergePlan(session, selection, planned), units: planned, failures, notes };
}

/**
 * Sees to it that nobody else is at work on units that a run is about to change: waits for them, as long as it is patient.
 * @returns whether it had to, so that what was applied last has been read again
 * @throws EngineFailure that names the holders
 */
export async function waitForUnits(session: Session, offline: Plan, selection: LockSelection): Promise<boolean> {
  const differing = new Set(
    offline.units.filter(({ operations }) => operations.some(({ op }) => op !== 'same')).map(({ unit }) => unit),
  );
  const wanted = sourcesOf(session).filter(
    ({ name }) => selection.includes(name) && (selection.all || differing.has(name)),
  );
  const waits = await Promise.all(
    wanted.map(async ({ name }) => {
      const { id } = session.options.project;
      return session.waitFor(await Stack.open(session.engine, session.folder.workspace(name), id, name));
    }),
  );
  if (waits.includes(true)) await session.reload();
  return waits.includes(true);
}

/** Units of the definitions, and those that are only recorded: all of their objects go. */
export function sourcesOf(session: Session): UnitSource[] {
  const { recorded } = session;
  const { units } = session.options;
  const known = new Set(units.map(({ name }) => name));
  const gone = recorded
    .filter(({ header }) => !known.has(header.unit))
    .map(({ header, nodes }): UnitSource => {
      const environment = nodes()[0]?.environment;
      return {
        name: header.unit,
        ...(environment === undefined ? {} : { environment }),
        hash: hashUnit([]),
        identities: [],
        nodes: () => [],
      };
    });
  return [...units, ...gone];
}

/** Vendors of a unit by the offline plan, which lists every object without compiling it. */
function vendorsOf({ name }: UnitSource, offline: Plan): string[] {
  const operations = offline.units.find(({ unit }) => unit === name)?.operations ?? [];
  return [...new Set(operations.map(({ type }) => vendorOf(type)))].sort();
}

interface Transfer {
  readonly identity: string;
  readonly from: string;
  readonly to: string;
  readonly id: string;
  /** Its logical name in the unit that it leaves. */
  readonly name: string;
}

/** Objects that are in one unit's state and in another's definitions. */
function findTransfers(runs: readonly UnitRun[]): Transfer[] {
  const leaving = new Map<string, { from: string; id: string; name: string }>();
  for (const run of runs)
    for (const [name, { type, id }] of run.leaving)
      leaving.set(`${type} ${name}`, { from: run.name, id: id ?? '', name });
  return runs.flatMap((run) => {
    const own = new Set(run.unit.state?.resources.map(({ type, name }) => `${type} ${name}`));
    return run.unit.nodes.flatMap((node): Transfer[] => {
      const names = [node.identity, ...node.aliases].map((identity) => `${node.type} ${logicalName(identity)}`);
      if (names.some((name) => own.has(name))) return [];
      const found = names.map((name) => leaving.get(name)).find((one) => one !== undefined && one.from !== run.name);
      return found ? [{ identity: node.identity, to: run.name, ...found }] : [];
    });
  });
}

async function planUnit(
  session: Session,
  run: UnitRun,
  transfers: readonly Transfer[],
  selection: LiveSelection,
  failures: LiveFailure[],
  notes: LiveFailure[],
): Promise<PlannedUnit> {
  const { progress } = session.options;
  const again: PlannedUnit['again'] = async () => {
    await session.reload();
    await run.unit.reload();
    const found: LiveFailure[] = [];
    return { unit: await planUnit(session, run, transfers, selection, found, notes), failures: found };
  };
  const arriving = new Map(transfers.filter(({ to }) => to === run.name).map((one) => [one.identity, one]));
  const leaving = new Set(transfers.filter(({ from }) => from === run.name).map(({ name }) => name));
  try {
    progress({ kind: 'unit', unit: run.name, phase: 'looking' });
    const selects = selection.selects(run.name);
    if (selects) run.restrictTo(new Set(run.objects.filter(selects).map(({ identity }) => logicalName(identity))));
    const adoption = await run.adopt(new Map([...arriving].map(([identity, { id }]) => [identity, id])));
    for (const problem of adoption.problems) report(problem, run, problem.severity === 'error' ? failures : notes);
    const over = await run.over();
    if (run.unit.heldBy !== undefined)
      notes.push({
        unit: run.name,
        message: `${run.unit.heldBy} is applying it right now: this plan may be outdated soon.`,
      });
    progress({ kind: 'unit', unit: run.name, phase: 'planning' });
    const outcome = await run.preview(selection.refresh);
    failures.push(...outcome.failures.map((failure) => ({ unit: run.name, ...failure })));
    const orphans = selects ? [] : run.orphans;
    const amended = await run.amended(outcome.operations);
    const operations = [...amended, ...orphans.map((object) => removal(object, session))]
      .filter((operation) => !(operation.op === 'delete' && leaving.has(nameOfObject(operation.identity))))
      .map((operation) => arrived(operation, arriving.get(operation.identity)))
      .map((operation) => superseding(operation, adoption.superseded.has(operation.identity)))
      .map((operation) => (over.has(nameOfObject(operation.identity)) ? anew(operation) : operation));
    const total = operations.filter(({ op }) => op !== 'same').length;
    progress({ kind: 'unit', unit: run.name, phase: 'planned', total });
    return { run, operations, leaving: new Set([...leaving, ...over]), orphans, again };
  } catch (error) {
    progress({ kind: 'unit', unit: run.name, phase: 'failed' });
    failures.push(unitFailure(run.name, error));
    return { run, operations: [], leaving, orphans: [], again };
  }
}

function removal(object: LiveObject, session: Session): Operation {
  const identity = object.marker?.identity ?? object.id;
  const squad = object.marker?.unit.split('.')[1] ?? session.options.project.id;
  return { op: 'delete', identity, type: object.type, title: object.title, squad, changes: [] };
}

function report(problem: AdoptionProblem, run: UnitRun, into: LiveFailure[]): void {
  const source = run.unit.nodes.find(({ identity }) => identity === problem.identity)?.source;
  into.push({
    unit: run.name,
    identity: problem.identity,
    message: problem.message,
    ...(source === undefined ? {} : { source }),
  });
}

function arrived(operation: Operation, transfer: Transfer | undefined): Operation {
  if (!transfer || operation.op !== 'adopt') return operation;
  return { ...operation, op: 'transfer', from: { unit: transfer.from, identity: operation.identity } };
}

/** To create a new object in the place of one that cannot become it is to replace it, whoever removes the old one. */
function superseding(operation: Operation, replaces: boolean): Operation {
  return replaces && operation.op === 'create' ? { ...operation, op: 'replace' } : operation;
}

/** What is over at the vendor cannot be changed any more. */
function anew(operation: Operation): Operation {
  return operation.op === 'same' || operation.op === 'update' ? { ...operation, op: 'create' } : operation;
}

/** The engine's operations with the causes that only the definitions know. */
function mergePlan(session: Session, selection: LiveSelection, planned: readonly PlannedUnit[]): Plan {
  const { offline, includes } = selection;
  const recorded = new Set(session.recorded.map(({ header }) => header.unit));
  const byUnit = new Map(planned.map((unit) => [unit.run.name, unit]));
  const names = [...new Set([...offline.units.map(({ unit }) => unit), ...byUnit.keys()])].filter(includes);
  const placed = names.flatMap((unit): PlacedOperation[] => {
    const known = offline.units.find((one) => one.unit === unit)?.operations ?? [];
    const live = byUnit.get(unit);
    if (!live) return known.map((operation) => ({ unit, operation }));
    const explanations = new Map(known.map((operation) => [operation.identity, operation]));
    return live.operations.map((operation) => ({
      unit,
      operation: explained(operation, unit, explanations.get(operation.identity)),
    }));
  });
  return planOf(names, recorded, placed);
}

function explained(operation: Operation, unit: string, offline: Operation | undefined): Operation {
  const because = new Map(offline?.changes.map((change) => [change.path, change.because]));
  const from = operation.from ?? (operation.op === 'same' ? undefined : offline?.from);
  return {
    ...operation,
    ...(from ? { from: { unit: from.unit === '' ? unit : from.unit, identity: from.identity } } : {}),
    changes: operation.changes.map((change): FieldChange => ({ ...change, because: because.get(change.path) ?? [] })),
  };
}
