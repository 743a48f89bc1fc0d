import { createHash } from 'node:crypto';
import type { Operation, Plan } from '../graph/plan.ts';
import type { Session } from './session.ts';

/** Says that a file is a plan of ours. */
export const planKind = 'alerts/plan';

/** Filters under which a plan was made; applying it uses the same. */
export interface PlanFilters {
  readonly env: readonly string[];
  readonly squad: readonly string[];
  readonly app: readonly string[];
  readonly alert: readonly string[];
}

/** A plan that was written down. It only restricts: applying it plans again and goes on only when nothing differs. */
export interface PlanArtefact {
  readonly kind: typeof planKind;
  readonly version: 1;
  readonly project: { readonly id: string; readonly uid: string };
  readonly tool: string;
  readonly commit?: string;
  readonly madeAt: string;
  readonly filters: PlanFilters;
  /** Unit to the hash of its definitions. */
  readonly definitions: Readonly<Record<string, string>>;
  /** Unit to its operations that change something, each as `op identity digest-of-its-changes`. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

/** A plan file that cannot be applied. */
export class PlanFileError extends Error {}

/** The text of a plan file. It holds no values, only digests of them. */
export function planArtefact(session: Session, plan: Plan, filters: PlanFilters): string {
  const { project, toolVersion, commit, now } = session.options;
  const artefact: PlanArtefact = {
    kind: planKind,
    version: 1,
    project,
    tool: toolVersion,
    ...(commit === undefined ? {} : { commit }),
    madeAt: now.toISOString(),
    filters,
    definitions: definitionsOf(session, plan),
    operations: operationsOf(plan),
  };
  return `${JSON.stringify(artefact, undefined, 2)}\n`;
}

/**
 * Reads a plan file.
 * @throws PlanFileError
 */
export function parsePlanArtefact(text: string, file: string): PlanArtefact {
  let data: Partial<PlanArtefact>;
  try {
    data = JSON.parse(text) as Partial<PlanArtefact>;
  } catch (error) {
    throw new PlanFileError(
      `${file} is not JSON: ${(error as Error).message}. Write it with "alerts plan --live -o ${file}".`,
    );
  }
  if (data?.kind !== planKind || data.version !== 1)
    throw new PlanFileError(
      `${file} is not a plan that this version reads. Write it with "alerts plan --live -o ${file}".`,
    );
  return data as PlanArtefact;
}

/** What differs between a plan file and what would be done now; empty when nothing does. */
export function differences(artefact: PlanArtefact, session: Session, plan: Plan): string[] {
  const { project, toolVersion } = session.options;
  if (artefact.project.uid !== project.uid)
    return [`It is a plan of the project ${artefact.project.id}, not of ${project.id}.`];
  const found =
    artefact.tool === toolVersion ? [] : [`It was made by alerts ${artefact.tool}; this is ${toolVersion}.`];
  const definitions = definitionsOf(session, plan);
  for (const unit of namesOf(artefact.definitions, definitions))
    if (artefact.definitions[unit] !== definitions[unit]) found.push(`${unit}: the definitions have changed.`);
  const operations = operationsOf(plan);
  for (const unit of namesOf(artefact.operations, operations)) {
    const before = new Set(artefact.operations[unit]);
    const after = new Set(operations[unit]);
    for (const one of before) if (!after.has(one)) found.push(`${unit}: no longer to be done: ${words(one)}.`);
    for (const one of after) if (!before.has(one)) found.push(`${unit}: not in the plan: ${words(one)}.`);
  }
  return found;
}

function definitionsOf(session: Session, plan: Plan): Record<string, string> {
  const included = new Set(plan.units.map(({ unit }) => unit));
  const units = session.options.units.filter(({ name }) => included.has(name));
  return Object.fromEntries(units.map(({ name, hash }) => [name, hash]));
}

function operationsOf(plan: Plan): Record<string, string[]> {
  const units = plan.units.map(({ unit, operations }): [string, string[]] => [
    unit,
    operations
      .filter(({ op }) => op !== 'same')
      .map((operation) => `${operation.op} ${operation.identity} ${digestOf(operation)}`),
  ]);
  return Object.fromEntries(units.filter(([, operations]) => operations.length > 0));
}

/** Says of two operations on one object whether they do the same. */
export function digestOf({ type, changes, from }: Operation): string {
  const what = [type, from ?? null, changes.map(({ path, old, new: updated }) => [path, old ?? null, updated ?? null])];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
}

function namesOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

function words(operation: string): string {
  return operation.slice(0, operation.lastIndexOf(' '));
}
