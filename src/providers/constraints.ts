import { providers } from './registry.ts';

/** Ids of every vendor constraint that a finding can carry. */
export const constraintIds: readonly string[] = providers.flatMap((provider) =>
  provider.constraints.map((constraint) => constraint.id),
);
