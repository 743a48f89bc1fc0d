import type { ResolvedAlert } from '../../definitions/types.ts';
import { meaninglessGap } from '../feeds/state-feeds.ts';
import type { Verdict } from '../run-case.ts';

/** What the passed cases of an alert prove. */
export interface Coverage {
  /** `application/alert`. */
  readonly alert: string;
  readonly fires: boolean;
  readonly quiet: boolean;
  readonly recovers: boolean;
  readonly noData: boolean;
  /** Kinds of cases that have no meaning for the alert's source, with the reason. */
  readonly meaningless: { readonly noData?: string };
}

/** The kinds of cases in the order in which they are shown. */
export const coverageKinds = ['fires', 'quiet', 'recovers', 'noData'] as const;

/**
 * What is proven of an alert; cases that failed prove nothing.
 * @param resolved the alert itself, where it is known: else that of its cases
 */
export function coverageOf(
  alert: string,
  verdicts: readonly Verdict[],
  resolved: ResolvedAlert | undefined = verdicts[0]?.subject.alert,
): Coverage {
  const gap = resolved && meaninglessGap(resolved);
  const passed = verdicts.filter((verdict) => verdict.passed);
  const some = (proves: (verdict: Verdict) => boolean): boolean => passed.some(proves);
  return {
    alert,
    fires: some((verdict) => reaches(verdict, 'alert') && expects(verdict, 'alert')),
    quiet: some((verdict) => !reaches(verdict, 'alert') && !reaches(verdict, 'warning')),
    recovers: some((verdict) => returnsToOk(verdict)),
    noData: some(({ one }) => hasGap(one.input)),
    meaningless: gap === undefined ? {} : { noData: gap },
  };
}

/** Whether everything is proven that can be. */
export function isComplete(coverage: Coverage): boolean {
  return coverageKinds.every((kind) => coverage[kind] || isMeaningless(coverage, kind));
}

/** Whether a kind of case says nothing of the alert. */
export function isMeaningless({ meaningless }: Coverage, kind: (typeof coverageKinds)[number]): boolean {
  return kind === 'noData' && meaningless.noData !== undefined;
}

function reaches({ simulation }: Verdict, state: string): boolean {
  return simulation?.tracks.some(({ evaluations }) => evaluations.some((one) => one.state === state)) ?? false;
}

/** An alert that nobody expects proves nothing, though it happens. */
function expects({ one }: Verdict, state: string): boolean {
  return one.expect.some((expectation) => expectation.state === state) || (one.notifications?.min ?? 0) > 0;
}

function returnsToOk({ simulation, one }: Verdict): boolean {
  const expected = one.expect.some(({ state, recovery }) => state === 'ok' || recovery === true);
  return (
    expected &&
    (simulation?.tracks.some(({ evaluations }) => {
      const fired = evaluations.findIndex(({ state }) => state === 'alert');
      return fired >= 0 && evaluations.slice(fired).some(({ state }) => state === 'ok');
    }) ??
      false)
  );
}

/** Whether a case feeds gaps: `_` in a series, a member without data, an execution without rows. */
function hasGap(input: unknown): boolean {
  if (typeof input === 'string') return /(?:^|,)\s*(?:_|nan|no-data)\b/.test(input) || /(?:^|,)\s*_/.test(input);
  if (Array.isArray(input)) return input.length === 0 || input.some(hasGap);
  return typeof input === 'object' && input !== null && Object.values(input).some(hasGap);
}
