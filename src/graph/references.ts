import type { Join, Reference, ResourceNode, Value } from './types.ts';

/** Whether a value stands for an output of another node. */
export function isReference(value: unknown): value is Reference {
  return isObject(value) && typeof value['$ref'] === 'string' && typeof value['output'] === 'string';
}

/** Whether a value is a text with references inside. */
export function isJoin(value: unknown): value is Join {
  return isObject(value) && Array.isArray(value['$join']);
}

/** The references in a node's inputs, in the order of the inputs, each target and output once. */
export function referencesOf(node: Pick<ResourceNode, 'inputs'>): Reference[] {
  const found = new Map<string, Reference>();
  collect(node.inputs, (reference) => found.set(`${reference.$ref} ${reference.output}`, reference));
  return [...found.values()];
}

function collect(value: Value | undefined, add: (reference: Reference) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (isReference(value)) add(value);
  else if (isJoin(value)) value.$join.forEach((part) => collect(part, add));
  else for (const member of Object.values(value) as Value[]) collect(member, add);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
