import { hashNode, hashUnit } from './digest.ts';
import {
  recordedGraphVersion,
  type FingerprintParts,
  type RecordedHeader,
  type RecordedNode,
  type RecordedUnit,
} from './recorded-graph.ts';
import type { Json, ResourceNode } from './types.ts';

/** What the vendor answered for one node. */
export interface AppliedResult {
  readonly id?: string;
  /** Outputs that other units may use; never secret. */
  readonly outputs?: { readonly [name: string]: Json };
}

/**
 * The record of a unit after it was applied as a whole.
 * @param results by identity; a node without one is recorded without id
 */
export function recordUnit(
  header: Omit<RecordedHeader, 'version' | 'fingerprint'> & { readonly fingerprint: Omit<FingerprintParts, 'graph'> },
  nodes: readonly ResourceNode[],
  results: ReadonlyMap<string, AppliedResult> = new Map(),
): RecordedUnit {
  const recorded = nodes.map((node) => recordNode(node, results.get(node.identity)));
  const fingerprint = { ...header.fingerprint, graph: hashUnit(recorded) };
  return { ...header, version: recordedGraphVersion, fingerprint, nodes: recorded };
}

function recordNode(node: ResourceNode, result: AppliedResult = {}): RecordedNode {
  const { identity, type, title, squad, application, environment, inputs, options, origins, layers } = node;
  return {
    identity,
    type,
    title,
    hash: hashNode(node),
    squad,
    ...(application === undefined ? {} : { application }),
    ...(environment === undefined ? {} : { environment }),
    inputs,
    ...(options ? { options } : {}),
    origins,
    layers,
    ...result,
  };
}
