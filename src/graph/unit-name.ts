/** The unit of everything that belongs to no environment: on-call objects, whose names are unique in a vendor's account. */
export const onCallUnit = 'oncall';

/** The unit that a node belongs to: one per environment and squad, and one for all on-call objects. */
export function unitNameOf(node: { readonly environment?: string; readonly squad: string }): string {
  return node.environment === undefined ? onCallUnit : `${node.environment}.${node.squad}`;
}
