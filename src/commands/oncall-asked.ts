import type { Instant, OnCallModel, Schedule, Span } from '../oncall/model.ts';
import type { OnCallEntry } from '../show/oncall/entry.ts';
import type { CommonOptions } from './common.ts';
import type { CheckedCoverage } from './oncall-check.ts';
import { entriesIn, type OnCallFilters } from './oncall-selection.ts';
import { quarter, type AskedTimes, type TimeOptions } from './oncall-times.ts';

export interface OnCallOptions extends CommonOptions, TimeOptions, Omit<OnCallFilters, 'squad'> {
  readonly format?: readonly string[];
  readonly grid?: boolean;
  readonly check?: boolean;
  readonly output?: string;
  readonly names?: boolean;
}

/** Everything that is to be shown, whatever the format. */
export interface Asked {
  readonly options: OnCallOptions;
  readonly model: OnCallModel;
  readonly schedules: readonly Schedule[];
  readonly times: AskedTimes;
  readonly checked?: CheckedCoverage;
}

/** The range that was asked about; from the first instant on a quarter when none was. */
export function rangeOf({ range, instants }: AskedTimes): Span {
  const [from = 0] = instants;
  return range ?? { from, until: from + quarter };
}

/** The entries of a range. */
export function entriesOf({ schedules, model, options }: Asked, range: Span): OnCallEntry[] {
  return entriesIn(schedules, range, model, options);
}

/** The entries of an instant. */
export function entriesAt(asked: Asked, at: Instant): OnCallEntry[] {
  return entriesOf(asked, { from: at, until: at + 1 });
}
