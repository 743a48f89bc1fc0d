import type { Severity } from '../../findings/finding.ts';
import type { Path } from '../../definitions/source/node.ts';
import type { Instant } from '../model.ts';

/** Something that is wrong with a schedule in a range of time. */
export interface CoverageFinding {
  /** `coverage/gap` and so on. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly squad: string;
  readonly schedule: string;
  readonly person?: string;
  /** Of the first time, when there is one. */
  readonly from?: Instant;
  readonly until?: Instant;
  /** In the squad's document. */
  readonly path: Path;
}
