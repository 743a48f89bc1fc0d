import type { ResourceNode } from './types.ts';
export interface NodeDigest { identity: string; type: string; hash: string; title: string }
export const digestNode = (node: ResourceNode): NodeDigest => ({ identity: node.identity, type: node.type, hash: '', title: node.title });
