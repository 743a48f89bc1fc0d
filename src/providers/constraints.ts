import type { Constraint } from './provider.ts';
import { providers } from './registry.ts';

/** Holds for every vendor: a source is whole once templates and patches are merged. */
export const incompleteConstraint: Constraint = {
  id: 'source/incomplete',
  summary: 'A source has all fields that it cannot be measured without.',
  why: 'A patch may name a single field, so the schema cannot demand them; what is merged from all layers must have them.',
  source: 'docs/format.md, source',
};

/** Ids of every vendor constraint that a finding can carry. */
export const constraintIds: readonly string[] = [
  incompleteConstraint.id,
  ...providers.flatMap((provider) => provider.constraints.map((constraint) => constraint.id)),
];
