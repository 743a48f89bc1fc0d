import type { LoadedDocument } from '../definitions/load/load-file.ts';
import { nodeAt } from '../definitions/source/node.ts';
import type { Finding } from '../findings/finding.ts';
import { canonicalJson, sha256 } from '../graph/canonical.ts';
import type { Json, ResourceNode } from '../graph/types.ts';
import { onCallUnit } from '../graph/unit-name.ts';
import { compileSquad } from '../providers/compile-alert.ts';
import type { CompileContext } from '../providers/provider.ts';
import { addProblem } from './compile-problem.ts';
import { environmentsOf } from './lint-environment.ts';
import type { DefinitionLookup } from './shard.ts';

/** Compiles what a squad has at the project's on-call backend; nothing without one. It belongs to no environment. */
export function compileOnCall(
  squad: LoadedDocument,
  project: LoadedDocument,
  contexts: (environment: string) => CompileContext,
  lookup: DefinitionLookup,
  findings: Finding[],
): ResourceNode[] {
  const { id, data, root } = squad.document;
  const onCall = project.document.data['onCall'];
  if (onCall === undefined) return [];
  const context = contexts(environmentsOf(project.document.data)[0] ?? '');
  const vendor = String(context.connections[String(onCall)]?.['vendor'] ?? '');
  const identity = (kind: string, name: string): string => `${onCallUnit}/${id}/${kind}/${name}`;
  const { resources, problems } = compileSquad(vendor, { id, data, identity }, context);
  const seen = new Set<string>();
  for (const problem of problems)
    addProblem(problem, root, (path) => ({ node: nodeAt(root, path) ?? root, layer: '' }), id, seen, findings);
  if (problems.some(({ severity }) => severity === 'error')) return [];
  const layer = `squad ${id}`;
  return resources.map((resource) => {
    const node = nodeAt(root, [`${resource.kind}s`, resource.id]) ?? root;
    const { line } = node.file.position(node.start);
    return {
      identity: identity(resource.kind, resource.id),
      type: resource.type,
      title: resource.title,
      inputs: resource.inputs,
      aliases: [],
      ...(resource.options ? { options: resource.options } : {}),
      squad: id,
      origins: Object.fromEntries(Object.keys(resource.derivedFrom).map((path) => [path, [layer]])),
      layers: { [layer]: sha256(canonicalJson(data as Json)).slice(0, 16) },
      source: `${lookup.relative(node.file.path)}:${line}`,
    };
  });
}
