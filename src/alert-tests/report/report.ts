import { entryAt, nearestNode, type Path } from '../../definitions/source/node.ts';
import type { Location } from '../../findings/finding.ts';
import type { AlertTest } from '../cases/test-case.ts';
import type { Failure } from '../expectations/failure.ts';
import type { Fidelity } from '../fidelity.ts';
import type { Verdict } from '../run-case.ts';

/** What a run of tests came to. */
export interface TestSummary {
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  /** Failed cases of which nothing was broken, but something could not be decided or imitated. */
  readonly undecided: number;
  /** Cases by how far their verdict can be trusted. */
  readonly fidelity: Readonly<Record<Fidelity, number>>;
}

/** Counts the cases of a run. */
export function summaryOf(verdicts: readonly Verdict[]): TestSummary {
  const passed = verdicts.filter((verdict) => verdict.passed).length;
  const of = (fidelity: Fidelity): number => verdicts.filter((verdict) => verdict.fidelity === fidelity).length;
  return {
    cases: verdicts.length,
    passed,
    failed: verdicts.length - passed,
    undecided: verdicts.filter(isUndecided).length,
    fidelity: { exact: of('exact'), given: of('given'), approximate: of('approximate') },
  };
}

/** Whether a case failed only because something could not be decided. */
export function isUndecided(verdict: Verdict): boolean {
  return !verdict.passed && verdict.failures.every(({ kind }) => kind !== 'broken');
}

/** Where something stands in a test document: the value at `path`, or the nearest that is there. */
export function locationIn({ document }: AlertTest, path: Path): Location {
  const entry = entryAt(document.root, path);
  const node = nearestNode(document.root, path);
  return document.file.locate(entry ? { start: entry.keyStart, end: entry.value.end } : node);
}

/** `file:line:column` of a failure. */
export function placeOf(verdict: Verdict, failure: Failure): string {
  const { file, line, column } = locationIn(verdict.test, failure.path);
  return `${file}:${line}:${column}`;
}
