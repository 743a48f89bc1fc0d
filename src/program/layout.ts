import { compareText } from '../findings/finding.ts';
import { logicalName } from '../graph/logical-name.ts';
import { dependencyOrder } from '../graph/order.ts';
import { referencesOf } from '../graph/references.ts';
import type { ResourceNode, Unit } from '../graph/types.ts';
import { Identifiers } from './identifiers.ts';
import { ProgramError } from './options.ts';

/** One source file of a program. */
export interface SourceFile {
  /** Within the project, without extension: `applications/checkout-api`. */
  readonly path: string;
  /** Each after those that it refers to. */
  readonly nodes: readonly ResourceNode[];
}

/** Where each node stands and what its constant is called. */
export interface Layout {
  readonly files: readonly SourceFile[];
  readonly fileOf: ReadonlyMap<string, string>;
  readonly constantOf: ReadonlyMap<string, string>;
  /** The name under which a file is imported, by path. */
  readonly moduleOf: ReadonlyMap<string, string>;
}

/** The file of all that refers to other applications; it imports theirs, and nothing imports it, so files never need each other. */
export const acrossPath = 'across-applications';

/** Names that every file may use besides those of its resources. */
export const importedNames = ['pulumi', 'config', 'Resource'] as const;

/**
 * Lays a unit out: a file per application, one per squad for what belongs to none, and one for what refers across.
 * @throws ProgramError when nodes need each other
 */
export function layOut(unit: Unit, reservedNames: readonly string[]): Layout {
  const { order, cycle } = dependencyOrder(unit.nodes);
  if (!order) throw new ProgramError(`These need each other: ${cycle.join(' → ')}.`, cycle[0]);
  const fileOf = new Map<string, string>();
  for (const node of order) fileOf.set(node.identity, pathOf(node, fileOf));
  const members = new Map<string, ResourceNode[]>();
  for (const node of order) {
    const path = fileOf.get(node.identity) ?? acrossPath;
    members.set(path, [...(members.get(path) ?? []), node]);
  }
  const files = [...members].map(([path, nodes]) => ({ path, nodes })).sort((a, b) => compareText(a.path, b.path));
  const moduleOf = nameModules(files, reservedNames);
  return { files, fileOf, moduleOf, constantOf: nameConstants(files, [...importedNames, ...reservedNames], moduleOf) };
}

function pathOf(node: ResourceNode, fileOf: ReadonlyMap<string, string>): string {
  const own = homeOf(node);
  const needed = [...referencesOf(node).map(({ $ref }) => $ref), ...(node.options?.dependsOn ?? [])];
  const isLocal = needed.every((identity) => !fileOf.has(identity) || fileOf.get(identity) === own);
  return isLocal ? own : acrossPath;
}

function homeOf({ application, squad }: ResourceNode): string {
  const name = application ?? squad;
  const safe = /^[a-z0-9][a-z0-9-]*$/.test(name) ? name : logicalName(name);
  return application === undefined ? `squads/${safe}` : `applications/${safe}`;
}

/** Names are a function of a file's identities in their order: an alert keeps its name whatever else refers to what. */
function nameConstants(
  files: readonly SourceFile[],
  reservedNames: readonly string[],
  modules: ReadonlyMap<string, string>,
): Map<string, string> {
  const constants = new Map<string, string>();
  for (const { path, nodes } of files) {
    const imported = path === acrossPath ? modules.values() : [];
    const identifiers = new Identifiers([...reservedNames, ...imported]);
    const sorted = [...nodes].sort((a, b) => compareText(a.identity, b.identity));
    for (const node of sorted) constants.set(node.identity, identifiers.take(shortIdentity(node, path)));
  }
  return constants;
}

function nameModules(files: readonly SourceFile[], reservedNames: readonly string[]): Map<string, string> {
  const identifiers = new Identifiers([...importedNames, ...reservedNames]);
  return new Map(files.map(({ path }) => [path, identifiers.take(path.slice(path.indexOf('/') + 1))]));
}

function shortIdentity({ identity, application }: ResourceNode, path: string): string {
  const [, owner, ...rest] = identity.split('/');
  const isObvious = owner === application && rest.length > 0 && path !== acrossPath;
  return isObvious ? rest.join('-') : identity.slice(identity.indexOf('/') + 1);
}
