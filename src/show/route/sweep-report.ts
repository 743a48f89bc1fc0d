import type { Seconds } from '../../definitions/values/duration.ts';
import type { Span } from '../../oncall/model.ts';
import type { Silent } from '../../oncall/routing/sweep-all.ts';

/** What a sweep found. */
export interface SweepReport {
  readonly range: Span;
  /** The project's zone. */
  readonly zone: string;
  readonly within: Seconds;
  /** How many alerts were looked at. */
  readonly swept: number;
  readonly silent: readonly Silent[];
}
