import { logicalName, nameOfObject } from '../../graph/logical-name.ts';
import type { Operation } from '../../graph/plan.ts';
import { referencesOf } from '../../graph/references.ts';
import type { Unit } from './unit.ts';

/** Operations to which a run of the engine is restricted; more of them would not fit a command line everywhere. */
const mostTargets = 100;

/** URNs of all objects of some logical names. */
export function urnsOf(unit: Unit, names: ReadonlySet<string>): readonly string[] {
  const prefix = `urn:pulumi:${unit.name}::${unit.session.options.project.id}::`;
  const live = unit.nodes.map(({ type, identity }) => ({ type, name: logicalName(identity) }));
  const known = [...live, ...(unit.state?.resources ?? [])].filter(({ name }) => names.has(name));
  return [...new Set(known.map(({ type, name }) => `${prefix}${type}::${name}`))];
}

/** Names with those of definitions that they need, directly or not, and that the state lacks. */
export function withNeeds(unit: Unit, selected: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(selected);
  const there = new Set(unit.state?.resources.map(({ name }) => name));
  for (const name of names) {
    const node = unit.nodeOf(name);
    const needed = node ? [...referencesOf(node).map(({ $ref }) => $ref), ...(node.options?.dependsOn ?? [])] : [];
    for (const one of needed.map(logicalName)) if (unit.nodeOf(one) && !there.has(one)) names.add(one);
  }
  return names;
}

/**
 * URNs of operations, when they are few and simple: the engine then looks at those alone, since the plan has just looked at all. A rename, an
 * adoption or a replacement concerns more than one URN, a creation one that the state lacks.
 */
export function targetsOf(unit: Unit, operations: readonly Operation[]): readonly string[] | undefined {
  const isSimple = operations.every(({ op }) => op === 'update' || op === 'delete');
  if (!isSimple || operations.length > mostTargets || operations.length * 2 > unit.nodes.length) return undefined;
  const known = new Set(unit.state?.resources.map(({ name }) => name));
  const targets = operations.filter(({ identity }) => known.has(nameOfObject(identity)));
  if (targets.length === 0) return undefined;
  return targets.map(({ type, identity }) => unit.stack.urn(type, nameOfObject(identity)));
}

/** The engine refuses to refresh targets that are not in the state yet. */
export function canRefresh(unit: Unit, targets: readonly string[] | undefined): boolean {
  const known = new Set(unit.state?.resources.map(({ urn }) => urn));
  return targets === undefined || targets.every((urn) => known.has(urn));
}
