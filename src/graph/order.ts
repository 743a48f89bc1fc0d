import { compareText } from '../findings/finding.ts';
import { referencesOf } from './references.ts';
import type { ResourceNode } from './types.ts';

/** Nodes in an order in which each follows those that it refers to; otherwise the cycle that prevents it. */
export type DependencyOrder =
  | { readonly order: readonly ResourceNode[]; readonly cycle?: undefined }
  | { readonly cycle: readonly string[]; readonly order?: undefined };

/**
 * Orders nodes by dependency, then by identity. References to nodes outside the list do not count.
 * @returns the order, or one cycle as identities, from its smallest back to it
 */
export function dependencyOrder(nodes: readonly ResourceNode[]): DependencyOrder {
  const targets = targetsWithin(nodes);
  const depth = depths(nodes, targets);
  if (depth.size < targets.size) return { cycle: findCycle(nodes, targets, depth) };
  const rank = (node: ResourceNode): number => depth.get(node.identity) ?? 0;
  return { order: [...nodes].sort((a, b) => rank(a) - rank(b) || compareText(a.identity, b.identity)) };
}

function targetsWithin(nodes: readonly ResourceNode[]): Map<string, string[]> {
  const known = new Set(nodes.map((node) => node.identity));
  return new Map(
    nodes.map((node) => {
      const references = referencesOf(node).map((reference) => reference.$ref);
      const targets = new Set([...references, ...(node.options?.dependsOn ?? [])]);
      return [node.identity, [...targets].filter((target) => known.has(target))];
    }),
  );
}

/** Distance of each node from those without references; nodes in or behind a cycle have none. */
function depths(nodes: readonly ResourceNode[], targets: Map<string, string[]>): Map<string, number> {
  const users = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const [identity, references] of targets) {
    open.set(identity, references.length);
    for (const target of references) users.set(target, [...(users.get(target) ?? []), identity]);
  }
  const depth = new Map<string, number>();
  let level = nodes.map((node) => node.identity).filter((identity) => open.get(identity) === 0);
  for (let distance = 0; level.length > 0; distance += 1) {
    const next: string[] = [];
    for (const identity of level) {
      depth.set(identity, distance);
      for (const user of users.get(identity) ?? []) {
        const left = (open.get(user) ?? 0) - 1;
        open.set(user, left);
        if (left === 0) next.push(user);
      }
    }
    level = next;
  }
  return depth;
}

function findCycle(
  nodes: readonly ResourceNode[],
  targets: Map<string, string[]>,
  depth: Map<string, number>,
): readonly string[] {
  const stuck = (identity: string): boolean => !depth.has(identity);
  const path: string[] = [];
  let current = nodes
    .map((node) => node.identity)
    .filter(stuck)
    .sort(compareText)[0];
  while (current !== undefined && !path.includes(current)) {
    path.push(current);
    current = targets.get(current)?.filter(stuck).sort(compareText)[0];
  }
  const cycle = path.slice(path.indexOf(current ?? ''));
  const first = cycle.indexOf([...cycle].sort(compareText)[0] ?? '');
  const turned = [...cycle.slice(first), ...cycle.slice(0, first)];
  return [...turned, ...turned.slice(0, 1)];
}
