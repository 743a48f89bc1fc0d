import { referencesOf } from '../../graph/references.ts';
import type { Json, ResourceNode } from '../../graph/types.ts';
import { Slots } from '../slots.ts';
import type { Registered, ResourceMonitor } from './resource-monitor.ts';
import type { ReferenceLookup } from './values.ts';

/** Registrations that wait for the engine at the same time. */
const inFlight = 64;

/** The objects of one unit, and what their registration needs from elsewhere. */
export interface GraphProgram {
  /** In an order in which each follows those that it refers to. */
  readonly nodes: readonly ResourceNode[];
  /** By identity: live objects that are to become these. */
  readonly importIds: ReadonlyMap<string, string>;
  /** Version of the plugin of a resource type. */
  readonly versionOf: (type: string) => string;
  /** Outputs of objects of other units. */
  readonly foreign: ReferenceLookup;
  /** Told of each object as soon as the engine has dealt with it. */
  readonly registered?: (node: ResourceNode, result: Registered) => void;
}

/**
 * Registers a graph, many at a time; each node waits for those that it refers to. A node is registered even when one of those failed: the
 * engine skips it then, whereas it would delete what is never registered.
 */
export async function registerGraph(monitor: ResourceMonitor, stackUrn: string, program: GraphProgram): Promise<void> {
  const results = new Map<string, Promise<Registered>>();
  const settled = new Map<string, Registered>();
  const slots = new Slots(inFlight);
  const references = program.nodes.flatMap(referencesOf).filter(({ output }) => output !== 'id');
  const referred = new Set(references.map(({ $ref }) => $ref));
  const lookup: ReferenceLookup = (reference) => {
    const own = settled.get(reference.$ref);
    if (own) return outputOf(own, reference.output);
    return program.foreign(reference);
  };
  const register = async (node: ResourceNode): Promise<Registered> => {
    for (const { $ref } of referencesOf(node)) await results.get($ref);
    for (const before of node.options?.dependsOn ?? []) await results.get(before);
    const importId = program.importIds.get(node.identity);
    const result = await slots.use(() =>
      monitor.register(node, {
        parent: stackUrn,
        version: program.versionOf(node.type),
        ...(importId === undefined ? {} : { importId }),
        wantsOutputs: referred.has(node.identity),
        lookup,
        urnOf: (identity) => settled.get(identity)?.urn,
      }),
    );
    settled.set(node.identity, result);
    program.registered?.(node, result);
    return result;
  };
  for (const node of program.nodes) results.set(node.identity, register(node));
  const outcomes = await Promise.allSettled(results.values());
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason as Error;
}

function outputOf(registered: Registered, output: string): Json | undefined {
  const value = output === 'id' ? registered.id : registered.outputs[output];
  return value === '' ? undefined : value;
}
