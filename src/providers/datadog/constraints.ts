import { conditionConstraints } from './constraints-condition.ts';
import { downtimeConstraints } from './constraints-downtime.ts';
import { queryConstraints } from './constraints-query.ts';
import { textConstraints } from './constraints-text.ts';

/** Everything that Datadog would refuse or silently change, checked before it is asked. */
export const constraints = [...queryConstraints, ...conditionConstraints, ...textConstraints, ...downtimeConstraints];

/** The id of a constraint. */
export type ConstraintId = (typeof constraints)[number]['id'];
