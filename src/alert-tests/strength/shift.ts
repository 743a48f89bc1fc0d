import type { AlertTest } from '../cases/test-case.ts';
import type { Subject } from '../model.ts';
import { resultOf, type CaseResult } from '../report/case-result.ts';
import { runCase, type RunOptions } from '../run-case.ts';

/** Seconds behind the minute at which a vendor may evaluate; when it does is its own affair. */
const phases = [15, 30, 45];

/** Runs every case with evaluations at other seconds of the minute: a case whose verdict depends on that says more than can be promised. */
export function shifted(test: AlertTest, subject: Subject, options: RunOptions): CaseResult[] {
  return test.cases.flatMap((one) => {
    if (!runCase(test, one, subject, options).passed) return [];
    return phases.map((phase) => {
      const result = resultOf(runCase(test, one, subject, { ...options, phase }));
      return { ...result, name: `${one.name} (evaluated ${phase} s behind the minute)` };
    });
  });
}
