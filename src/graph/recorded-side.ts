import type { NodeDigest } from './digest.ts';
import type { GraphSide, UnitSide } from './graph-side.ts';
import type { RecordedUnitFile } from './parse-recorded.ts';
import type { RecordedNode } from './recorded-graph.ts';

/** Recorded units as one side of a diff. Nodes of a unit are read only when its hash differs. */
export function sideOfRecorded(files: readonly RecordedUnitFile[]): GraphSide {
  const byIdentity = new Map<string, ReadonlyMap<string, RecordedNode>>();
  const nodesOf = (unit: string): ReadonlyMap<string, RecordedNode> => {
    let nodes = byIdentity.get(unit);
    if (!nodes) {
      const file = files.find((one) => one.header.unit === unit);
      nodes = new Map((file?.nodes() ?? []).map((node) => [node.identity, node]));
      byIdentity.set(unit, nodes);
    }
    return nodes;
  };
  return {
    units: files.map(({ header }): UnitSide => ({
      name: header.unit,
      hash: header.fingerprint.graph,
      nodes: () => [...nodesOf(header.unit).values()].map((node) => digestOf(node, header.unit)),
    })),
    details: (digests) => digests.map((digest) => nodesOf(digest.unit).get(digest.identity)),
  };
}

function digestOf(node: RecordedNode, unit: string): NodeDigest {
  const { identity, type, hash, title, squad, application } = node;
  return {
    identity,
    type,
    hash,
    title,
    unit,
    squad,
    ...(application === undefined ? {} : { application }),
    aliases: [],
  };
}
