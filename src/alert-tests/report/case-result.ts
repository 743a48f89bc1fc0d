import { entryAt, nearestNode, type Path } from '../../definitions/source/node.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { Location } from '../../findings/finding.ts';
import type { AlertTest } from '../cases/test-case.ts';
import type { Failure } from '../expectations/failure.ts';
import type { Fidelity } from '../fidelity.ts';
import type { Clock } from '../model.ts';
import type { Verdict } from '../run-case.ts';
import type { Simulation } from '../simulate.ts';

/** A case as reports show it, wherever it was written. */
export interface CaseResult {
  /** `application/alert`. */
  readonly alert: string;
  readonly environment: string;
  readonly name: string;
  readonly passed: boolean;
  readonly fidelity: Fidelity;
  /** Why the fidelity is no better. */
  readonly reasons: readonly string[];
  readonly failures: readonly {
    readonly message: string;
    readonly kind: Failure['kind'];
    readonly location: Location;
    readonly at?: Seconds;
  }[];
  /** Where the case stands, or the alert that a scenario ran on. */
  readonly location: Location;
  /** What can be drawn of a case that failed; absent when nothing was evaluated. */
  readonly seen?: { readonly subject: ResolvedAlert; readonly simulation: Simulation; readonly clock: Clock };
}

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
export function summaryOf(results: readonly CaseResult[]): TestSummary {
  const passed = results.filter((result) => result.passed).length;
  const of = (fidelity: Fidelity): number => results.filter((result) => result.fidelity === fidelity).length;
  return {
    cases: results.length,
    passed,
    failed: results.length - passed,
    undecided: results.filter(isUndecided).length,
    fidelity: { exact: of('exact'), given: of('given'), approximate: of('approximate') },
  };
}

/** Whether a case failed only because something could not be decided. */
export function isUndecided(result: CaseResult): boolean {
  return !result.passed && result.failures.every(({ kind }) => kind !== 'broken');
}

/** The result of a written case. */
export function resultOf({
  test,
  one,
  subject,
  passed,
  fidelity,
  reasons,
  failures,
  clock,
  simulation,
}: Verdict): CaseResult {
  return {
    alert: `${test.application}/${test.alert}`,
    environment: subject.alert.environment,
    name: one.name,
    passed,
    fidelity,
    reasons,
    failures: failures.map(({ message, kind, path, at }) => ({
      message,
      kind,
      location: locationIn(test, path),
      ...(at === undefined || !Number.isFinite(at) ? {} : { at }),
    })),
    location: locationIn(test, [...one.path, 'name']),
    ...(!passed && clock && simulation ? { seen: { subject: subject.alert, simulation, clock } } : {}),
  };
}

/** Where something stands in a test document: the value at `path`, or the nearest that is there. */
export function locationIn({ document }: AlertTest, path: Path): Location {
  const entry = entryAt(document.root, path);
  const node = nearestNode(document.root, path);
  return document.file.locate(entry ? { start: entry.keyStart, end: entry.value.end } : node);
}

/** `file:line:column`. */
export function placeText({ file, line, column }: Location): string {
  return `${file}:${line}:${column}`;
}
