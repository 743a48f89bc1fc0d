import type { Verdict } from '../run-case.ts';
import { locationIn, summaryOf } from './report.ts';

/** The JSON form of a run of tests, version 1. Times are seconds since the start of the case. */
export function jsonReport(verdicts: readonly Verdict[], more: Readonly<Record<string, unknown>> = {}): string {
  const cases = verdicts.map((verdict) => ({
    alert: `${verdict.test.application}/${verdict.test.alert}`,
    environment: verdict.subject.alert.environment,
    name: verdict.one.name,
    passed: verdict.passed,
    fidelity: verdict.fidelity,
    ...(verdict.reasons.length > 0 ? { reasons: verdict.reasons } : {}),
    failures: verdict.failures.map((failure) => {
      const { file, line, column } = locationIn(verdict.test, failure.path);
      return {
        message: failure.message,
        kind: failure.kind,
        file,
        line,
        column,
        ...(failure.at === undefined ? {} : { at: failure.at }),
      };
    }),
  }));
  return `${JSON.stringify({ version: 1, cases, summary: summaryOf(verdicts), ...more }, undefined, 2)}\n`;
}
