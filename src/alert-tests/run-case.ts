import type { Seconds } from '../definitions/values/duration.ts';
import { readInput } from './cases/read-input.ts';
import type { AlertTest, TestCase } from './cases/test-case.ts';
import { judge } from './expectations/judge.ts';
import type { Failure } from './expectations/failure.ts';
import { fedInput } from './feeds/value-input.ts';
import { fidelityOf, type Fidelity } from './fidelity.ts';
import { Refusal, type Clock, type Notes, type Subject } from './model.ts';
import type { Reach } from './reach.ts';
import { simulate, type Simulation } from './simulate.ts';

/** What came of one case. */
export interface Verdict {
  readonly test: AlertTest;
  readonly one: TestCase;
  readonly subject: Subject;
  readonly passed: boolean;
  readonly fidelity: Fidelity;
  /** Why the fidelity is no better. */
  readonly reasons: readonly string[];
  readonly failures: readonly Failure[];
  readonly clock?: Clock;
  readonly simulation?: Simulation;
}

/** How cases are run. */
export interface RunOptions {
  readonly reach?: Reach;
  /** The alert as it is defined, where another one is run: its thresholds are what the levels of a case mean. */
  readonly defined?: Subject;
  /** Seconds by which evaluations lag behind whole minutes. */
  readonly phase?: Seconds;
}

/** Runs one case. What cannot be imitated is a failure with its reason, never a pass. */
export function runCase(test: AlertTest, one: TestCase, subject: Subject, options: RunOptions = {}): Verdict {
  const notes: Notes = new Set();
  try {
    if (test.problem) throw new Refusal(test.problem, 'alert', []);
    const { input, length } = readInput(one.input, test.step, test.start);
    const clock: Clock = {
      start: test.start,
      step: test.step,
      end: Math.max(length, ...one.expect.map(({ at = 0, by = 0, to = 0 }) => Math.max(at, by, to))),
      phase: options.phase ?? 0,
    };
    const fed = input.kind === 'value' ? fedInput(options.defined ?? subject, input, test.step) : input;
    const simulation = simulate(subject, fed, clock, notes);
    const reach = options.reach === undefined ? {} : { reach: options.reach };
    const failures = judge({ subject, one, clock, simulation, notes, ...reach });
    return { test, one, subject, passed: failures.length === 0, ...fidelityOf(notes), failures, clock, simulation };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const path = error.in === 'case' ? [...one.path, ...error.path] : [...one.path, 'name'];
    const failure: Failure = { message: `Cannot be evaluated: ${error.message}.`, path, kind: 'refused' };
    return { test, one, subject, passed: false, ...fidelityOf(notes), failures: [failure] };
  }
}
