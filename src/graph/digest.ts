import { canonicalJson, sha256 } from './canonical.ts';
import type { NodeOptions, ResourceNode } from './types.ts';
import { unitNameOf } from './unit-name.ts';

/** A node without its inputs: all that comparing two graphs needs as long as the hashes are equal. Serialisable. */
export interface NodeDigest {
  readonly identity: string;
  readonly type: string;
  /** See {@link hashNode}. */
  readonly hash: string;
  readonly title: string;
  readonly unit: string;
  readonly squad: string;
  readonly application?: string;
  readonly priority?: string;
  /** Where the definition starts; absent for what is only recorded. */
  readonly source?: string;
  readonly aliases: readonly string[];
  /** The squad that owned it before, when it was transferred. */
  readonly transferredFrom?: string;
}

/** SHA-256 of what is applied: type, inputs and options. Title, origins, aliases and source are not part of it. */
export function hashNode(node: Pick<ResourceNode, 'type' | 'inputs' | 'options'>): string {
  return sha256(canonicalJson({ type: node.type, inputs: node.inputs, options: effectiveOptions(node.options) }));
}

/** SHA-256 of all nodes of a unit: the part of a unit's fingerprint that the definitions decide. In any order. */
export function hashUnit(nodes: readonly Pick<NodeDigest, 'identity' | 'hash'>[]): string {
  const lines = nodes.map((node) => `${node.identity} ${node.hash}`);
  return sha256(lines.sort().join('\n'));
}

/** The digest of a node. */
export function digestNode(node: ResourceNode): NodeDigest {
  const { identity, type, title, squad, application, priority, source, aliases, transferredFrom } = node;
  return {
    identity,
    type,
    hash: hashNode(node),
    title,
    unit: unitNameOf(node),
    squad,
    ...(application === undefined ? {} : { application }),
    ...(priority === undefined ? {} : { priority }),
    source,
    aliases,
    ...(transferredFrom === undefined ? {} : { transferredFrom }),
  };
}

/** Options without those that have their default, lists sorted: equal options are equal data. */
export function effectiveOptions(options: NodeOptions = {}): NodeOptions {
  const {
    ignoreChanges = [],
    replaceOnChanges = [],
    deleteBeforeReplace,
    protect,
    retainOnDelete,
    dependsOn = [],
  } = options;
  return {
    ...(ignoreChanges.length > 0 ? { ignoreChanges: [...ignoreChanges].sort() } : {}),
    ...(replaceOnChanges.length > 0 ? { replaceOnChanges: [...replaceOnChanges].sort() } : {}),
    ...(deleteBeforeReplace ? { deleteBeforeReplace } : {}),
    ...(protect ? { protect } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
    ...(dependsOn.length > 0 ? { dependsOn: [...dependsOn].sort() } : {}),
  };
}
