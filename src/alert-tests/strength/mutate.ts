import type { AlertTest } from '../cases/test-case.ts';
import type { Subject } from '../model.ts';
import { locationIn, type CaseResult } from '../report/case-result.ts';
import { runCase, type RunOptions } from '../run-case.ts';
import { mutantsOf, pageMutantsOf, type Mutant } from './mutants.ts';

/** A test and the alert that it runs on. */
export interface Tested {
  readonly test: AlertTest;
  readonly subject: Subject;
}

/** What became of one mutant of one alert. */
interface Trial extends Tested {
  readonly mutant: Mutant;
  readonly killed: boolean;
  readonly fidelity: CaseResult['fidelity'];
}

/**
 * Runs tests on every mutant of their alerts: one that passes all cases of a test survives, and the test is weak there. Cases that fail on
 * the alert as it is defined say nothing of mutants. All tests of an alert count together; the test of a template's alert is one test: what one of its applications notices is noticed.
 */
export function mutate(
  tests: readonly Tested[],
  compile: (alert: Subject['alert']) => Subject,
  options: RunOptions = {},
): CaseResult[] {
  const groups = new Map<string, Trial[]>();
  for (const tested of tests)
    for (const trial of trialsOf(tested, compile, options)) {
      const key = keyOf(trial);
      groups.set(key, [...(groups.get(key) ?? []), trial]);
    }
  return [...groups.values()].map(resultOf);
}

function keyOf({ test, subject, mutant }: Trial): string {
  return JSON.stringify(test.template ? [test.document.id, mutant.kind] : [subject.alert.identity, mutant.change]);
}

function trialsOf(
  { test, subject }: Tested,
  compile: (alert: Subject['alert']) => Subject,
  options: RunOptions,
): Trial[] {
  const sound = test.cases.filter((one) => runCase(test, one, subject, options).passed);
  if (sound.length === 0) return [];
  const asksOfPages = sound.some(({ expect }) => expect.some(({ reached }) => reached));
  return [...mutantsOf(subject.alert), ...(asksOfPages ? pageMutantsOf(subject.alert) : [])].flatMap(
    (mutant): Trial[] => {
      const changed = compile(mutant.alert);
      if (changed.problems.length > 0) return [];
      const verdicts = sound.map((one) => runCase(test, one, changed, { ...options, defined: subject }));
      return [
        {
          test,
          subject,
          mutant,
          killed: verdicts.some(({ passed }) => !passed),
          fidelity: verdicts[0]?.fidelity ?? 'exact',
        },
      ];
    },
  );
}

function resultOf(trials: readonly Trial[]): CaseResult {
  const [{ test, subject, mutant, fidelity }] = trials as readonly [Trial];
  const killed = trials.some((trial) => trial.killed);
  const location = locationIn(test, ['cases']);
  const what = test.template ? mutant.kind : mutant.change;
  return {
    alert: test.template ? `${test.template.id}/${test.template.alert}` : `${test.application}/${test.alert}`,
    environment: subject.alert.environment,
    name: `mutant: ${what}`,
    passed: killed,
    fidelity,
    reasons: [],
    failures: killed
      ? []
      : [
          {
            message: `all cases pass with ${what}${test.template ? ` (such as ${mutant.change})` : ''}: add one that lies between the two`,
            kind: 'broken',
            location,
          },
        ],
    location,
  };
}
