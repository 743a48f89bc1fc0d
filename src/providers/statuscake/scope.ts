import { reportProblem, type Report } from '../alert-scope.ts';
import type { ConstraintId } from './constraints.ts';

export * from '../alert-scope.ts';

/** Notes what StatusCake cannot do. */
export const report: Report<ConstraintId> = reportProblem;
