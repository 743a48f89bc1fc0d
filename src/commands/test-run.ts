import { resultOf, type CaseResult } from '../alert-tests/report/case-result.ts';
import { runCase, type Verdict } from '../alert-tests/run-case.ts';
import { Trials } from '../alert-tests/prometheus/trial.ts';
import { SqlTrials } from '../alert-tests/sql/trial.ts';
import { runScenarios } from '../alert-tests/scenarios/run-scenarios.ts';
import { coverageOf, type Coverage } from '../alert-tests/strength/coverage.ts';
import { mutate } from '../alert-tests/strength/mutate.ts';
import { shifted } from '../alert-tests/strength/shift.ts';
import { isMended, textEdits } from '../alert-tests/strength/update.ts';
import type { Host, Output } from '../cli/command.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { applyEdits } from '../lint/fix.ts';
import { affectedFiles, passes } from '../pipeline/open.ts';
import type { Run } from '../pipeline/run.ts';
import { testReach } from '../pipeline/test-reach.ts';
import { testSubjects, type Subjects } from '../pipeline/test-subjects.ts';
import { askPromtool } from './ask-promtool.ts';
import { askSql, hasTables } from './ask-sql.ts';
import { asUsage, filtersOf, openOptions } from './common.ts';
import { selectTests, type SelectedTest } from './select-tests.ts';
import type { TestOptions } from './test.ts';

/** What a run of tests came to, before it is shown. */
export interface Tested {
  readonly results: readonly CaseResult[];
  /** What keeps tests from being run, and what is written. */
  readonly outputs: readonly Output[];
  /** Why tests of some alerts were not run: the tool that judges them is not there. */
  readonly missing?: string;
  /** Whether texts were written. */
  readonly updated?: boolean;
  readonly coverage?: readonly Coverage[];
  /** Scenarios that say nothing of an alert, with the reason and for how many. */
  readonly skipped?: readonly { readonly scenario: string; readonly reason: string; readonly alerts: number }[];
}

/** Runs what the options ask for. */
export async function runTests(result: Run, options: TestOptions, host: Host): Promise<Tested> {
  const trials = new Trials();
  const sql = new SqlTrials();
  const subjects = testSubjects(result, { rules: trials, sql });
  const reach = testReach(result);
  if (options.scenarios) {
    const alerts = await alertsOf(result, subjects, options, host);
    const missing = await askPromtool(trials, () => scenarios(alerts.filter(ofPrometheus), subjects), host);
    return missing === undefined
      ? scenarios(alerts, subjects)
      : { ...scenarios(alerts.filter(not(ofPrometheus)), subjects), missing };
  }
  const { selected: all, problems: outputs } = await selectTests(result, subjects, options, host);
  const resultsOf = (some: readonly SelectedTest[]): CaseResult[] => {
    if (options.mutate) return mutate(some, (alert) => subjects.compile(alert), { reach });
    if (options.shift) return some.flatMap(({ test, subject }) => shifted(test, subject, { reach }));
    return some.flatMap(({ test, subject }) =>
      test.cases.map((one) => resultOf(runCase(test, one, subject, { reach }))),
    );
  };
  const asking = all.filter(({ subject }) => ofPrometheus(subject.alert));
  await askSql(sql, () => resultsOf(all.filter(({ test }) => test.cases.some(hasTables))));
  const missing = await askPromtool(trials, () => resultsOf(asking), host);
  const selected = missing === undefined ? all : all.filter(({ subject }) => !ofPrometheus(subject.alert));
  const unrun = missing === undefined ? {} : { missing };
  // What a case that passed has simulated is needed by these two alone, and large.
  if (!options.update && !options.coverage) return { outputs, results: resultsOf(selected), ...unrun };
  const verdicts = selected.flatMap(({ test, subject }) =>
    test.cases.map((one) => runCase(test, one, subject, { reach })),
  );
  if (options.update) return { ...update(verdicts, outputs), ...unrun };
  return {
    outputs,
    results: verdicts.map(resultOf),
    coverage: coverage(await alertsOf(result, subjects, options, host), selected, verdicts),
    ...unrun,
  };
}

function not<T>(holds: (value: T) => boolean): (value: T) => boolean {
  return (value) => !holds(value);
}

function ofPrometheus({ source }: ResolvedAlert): boolean {
  return source.vendor === 'prometheus';
}

/** Alerts that the filters let through, in the environments asked for, else in the usual one. */
async function alertsOf(result: Run, subjects: Subjects, options: TestOptions, host: Host): Promise<ResolvedAlert[]> {
  const filters = filtersOf(options);
  const environments = filters.env.length > 0 ? filters.env : [subjects.usual];
  const { since } = options;
  const affected =
    since === undefined ? undefined : await asUsage(() => affectedFiles(result, openOptions(options, host), since));
  return result.index
    .all('Application')
    .filter(({ file }) => !affected || affected.has(file.path))
    .flatMap(({ facts }) => subjects.alerts(facts.id))
    .filter((alert) => environments.includes(alert.environment) && passes(filters, alert));
}

function scenarios(alerts: readonly ResolvedAlert[], subjects: Subjects): Tested {
  const runs = alerts.map((alert) => runScenarios(subjects.compile(alert)));
  const skipped = new Map<string, { scenario: string; reason: string; alerts: number }>();
  for (const one of runs.flatMap((run) => run.skipped)) {
    const key = `${one.scenario}\0${one.reason}`;
    const known = skipped.get(key) ?? { ...one, alerts: 0 };
    known.alerts++;
    skipped.set(key, known);
  }
  return { outputs: [], results: runs.flatMap((run) => run.results), skipped: [...skipped.values()] };
}

function coverage(
  alerts: readonly ResolvedAlert[],
  selected: readonly SelectedTest[],
  verdicts: readonly Verdict[],
): Coverage[] {
  const names = new Set([
    ...alerts.map(({ application, id }) => `${application}/${id}`),
    ...selected.map(({ test }) => `${test.application}/${test.alert}`),
  ]);
  return [...names].sort().map((name) =>
    coverageOf(
      name,
      verdicts.filter(({ test }) => `${test.application}/${test.alert}` === name),
    ),
  );
}

/** Writes the rendered texts into the documents; what else failed stays failed. */
function update(verdicts: readonly Verdict[], problems: readonly Output[]): Tested {
  const edits = textEdits(verdicts);
  const files = new Map(verdicts.map(({ test }) => [test.document.file.path, test.document.file]));
  const written = [...files.values()].flatMap((file): Output[] => {
    const mine = edits.filter((edit) => edit.file === file.path);
    return mine.length === 0 ? [] : [{ target: { file: file.path }, text: applyEdits(file.text, mine) }];
  });
  const results = verdicts.map((verdict) => {
    const failures = verdict.failures.filter((failure) => !isMended(edits, verdict.test, failure));
    return resultOf({ ...verdict, failures, passed: failures.length === 0 });
  });
  const said: Output = { target: 'stderr', text: `${edits.length} texts written in ${written.length} files.\n` };
  return { results, outputs: [...problems, ...written, said], updated: problems.length === 0 };
}
