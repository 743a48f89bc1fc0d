import type { AlertTest } from '../cases/test-case.ts';
import type { Subject } from '../model.ts';
import { locationIn, type CaseResult } from '../report/case-result.ts';
import { runCase } from '../run-case.ts';
import { mutantsOf } from './mutants.ts';

/**
 * Runs a test on every mutant of its alert: one that passes all cases survives, and the test is weak there. Cases that fail on the alert
 * as it is defined say nothing of mutants.
 */
export function mutate(test: AlertTest, subject: Subject, compile: (alert: Subject['alert']) => Subject): CaseResult[] {
  const sound = test.cases.filter((one) => runCase(test, one, subject).passed);
  if (sound.length === 0) return [];
  return mutantsOf(subject.alert).flatMap(({ change, alert }): CaseResult[] => {
    const mutant = compile(alert);
    if (mutant.problems.length > 0) return [];
    const verdicts = sound.map((one) => runCase(test, one, mutant, { defined: subject }));
    const killed = verdicts.some(({ passed }) => !passed);
    const location = locationIn(test, ['cases']);
    return [
      {
        alert: `${test.application}/${test.alert}`,
        environment: subject.alert.environment,
        name: `mutant: ${change}`,
        passed: killed,
        fidelity: verdicts[0]?.fidelity ?? 'exact',
        reasons: [],
        failures: killed
          ? []
          : [{ message: `all cases pass with ${change}: add one that lies between the two`, kind: 'broken', location }],
        location,
      },
    ];
  });
}
