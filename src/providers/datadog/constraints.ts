import { conditionConstraints } from './constraints-condition.ts';
import { queryConstraints } from './constraints-query.ts';
import { textConstraints } from './constraints-text.ts';

/** Everything that Datadog would refuse or silently change, checked before it is asked. */
export const constraints = [...queryConstraints, ...conditionConstraints, ...textConstraints];

/** The id of a constraint. */
export type ConstraintId = (typeof constraints)[number]['id'];
