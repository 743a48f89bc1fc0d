import { summaryOf, type CaseResult } from './case-result.ts';
import { jsonText } from '../../findings/printable.ts';

/** The JSON form of a run of tests, version 1. Times are seconds since the start of the case. */
export function jsonReport(results: readonly CaseResult[], more: Readonly<Record<string, unknown>> = {}): string {
  const cases = results.map(({ alert, environment, name, passed, fidelity, reasons, failures }) => ({
    alert,
    environment,
    name,
    passed,
    fidelity,
    ...(reasons.length > 0 ? { reasons } : {}),
    failures: failures.map(({ message, kind, location: { file, line, column }, at }) => ({
      message,
      kind,
      file,
      line,
      column,
      ...(at === undefined ? {} : { at }),
    })),
  }));
  return jsonText({ version: 1, cases, summary: summaryOf(results), ...more });
}
