import { digestNode, type NodeDigest } from './digest.ts';
import type { ResourceGraph, ResourceNode } from './types.ts';

/** What comparing needs of a node besides its digest, once its hash differs. */
export type NodeDetail = Pick<ResourceNode, 'inputs' | 'options' | 'origins' | 'layers'>;

/** One unit of a graph that is to be compared. */
export interface UnitSide {
  readonly name: string;
  /** `hashUnit` of its nodes, where it is known without reading them: equal ones are not read. */
  readonly hash?: string;
  /** In any order. */
  nodes(): readonly NodeDigest[];
}

/** One of the two graphs of a diff: recorded, planned, or that of another commit. */
export interface GraphSide {
  readonly units: readonly UnitSide[];
  /** Materialises nodes; called at most once per diff, with those that differ only. In the order of the digests. */
  details(digests: readonly NodeDigest[]): readonly (NodeDetail | undefined)[];
}

/** A graph whose inputs are at hand. */
export function sideOfGraph(graph: Pick<ResourceGraph, 'units'>): GraphSide {
  const nodes = new Map(
    graph.units.flatMap((unit) => unit.nodes.map((node) => [`${unit.name} ${node.identity}`, node])),
  );
  return {
    units: graph.units.map((unit) => ({
      name: unit.name,
      nodes: () => unit.nodes.map((node) => ({ ...digestNode(node), unit: unit.name })),
    })),
    details: (digests) => digests.map((digest) => nodes.get(`${digest.unit} ${digest.identity}`)),
  };
}

/** Digests, whose inputs `load` can compile; it gets all that are needed at once and answers in any order. */
export function sideOfDigests(
  digests: readonly NodeDigest[],
  load: (digests: readonly NodeDigest[]) => readonly ResourceNode[],
): GraphSide {
  const units = new Map<string, NodeDigest[]>();
  for (const digest of digests) {
    const members = units.get(digest.unit);
    if (members) members.push(digest);
    else units.set(digest.unit, [digest]);
  }
  return {
    units: [...units].map(([name, members]) => ({ name, nodes: () => members })),
    details: (wanted) => {
      if (wanted.length === 0) return [];
      const loaded = new Map(load(wanted).map((node) => [node.identity, node]));
      return wanted.map((digest) => loaded.get(digest.identity));
    },
  };
}
