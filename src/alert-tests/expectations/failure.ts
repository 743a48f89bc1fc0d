import type { Path } from '../../definitions/source/node.ts';
import type { Seconds } from '../../definitions/values/duration.ts';

/** An expectation that does not hold, or cannot be decided. */
export interface Failure {
  readonly message: string;
  /** Where the expectation stands in its document. */
  readonly path: Path;
  /** The evaluation at which it broke, seconds since the start; absent when there was none. */
  readonly at?: Seconds;
  /** `undecided`: nothing was proven; `refused`: it cannot be imitated. Neither counts as passed. */
  readonly kind: 'broken' | 'undecided' | 'refused';
  /** The rendered text, where another whole text was expected. */
  readonly actual?: string;
}
